package city.chengtu.gis.ingest.load;

/** A file that must not be taken as a whole; nothing was changed. */
public final class LoadRefusedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public LoadRefusedException(String message) {
    super(message);
  }
}
