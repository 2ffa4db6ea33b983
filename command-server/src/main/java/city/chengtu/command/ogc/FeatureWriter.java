package city.chengtu.command.ogc;

import city.chengtu.gis.feature.FeatureRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Writes a page of features in one form: the beginning, features one by one, the end. */
interface FeatureWriter extends Closeable {
  void begin() throws IOException;

  /** Of its properties only the layer's fields that show. */
  void write(FeatureRow row) throws IOException;

  /**
   * @param returned how many features the page has
   * @param matched how many the request finds in all; null when that is not known
   */
  void end(int returned, Long matched, List<Link> links) throws IOException;

  /** Everything written until now is with the output. */
  void flush() throws IOException;
}
