package city.chengtu.gis.place;

/** The names are being read for the first time; ask again in a few seconds. */
public final class PlacesNotReady extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlacesNotReady() {
    super("the names of places are still being read", null, false, false);
  }
}
