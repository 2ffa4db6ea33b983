package city.chengtu.samples;

import java.io.InputStream;
import java.util.List;

/**
 * Seed data for any city, real ones too: incident types, capabilities, unit kinds, dispositions,
 * run cards, case classes. Each file carries its source and the day it holds from; a city's own
 * files, loaded later, replace single items by code.
 */
public final class SampleReference {
  private static final List<String> FILES = List.of("dispatch.yaml", "case-classes.yaml");

  private SampleReference() {}

  /** Names of the files, in the order to load them. */
  public static List<String> files() {
    return FILES;
  }

  /**
   * Opens a file; the caller closes it.
   *
   * @throws IllegalArgumentException when it is none of {@link #files()}
   */
  public static InputStream open(String file) {
    if (!FILES.contains(file)) {
      throw new IllegalArgumentException("no reference file '" + file + "'; known are " + FILES);
    }
    InputStream in = SampleReference.class.getResourceAsStream("reference/" + file);
    if (in == null) {
      throw new IllegalStateException("missing from the class path: reference/" + file);
    }
    return in;
  }
}
