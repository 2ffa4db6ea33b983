package city.chengtu.gis.export;

import city.chengtu.gis.feature.Feature;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * Writes features into a file, one after the other, and holds none of them. {@link #finish} makes
 * the file whole; closing without it leaves something that cannot be taken for one. Not for several
 * threads.
 */
public interface ExportWriter extends Closeable {
  /**
   * @param properties what shows of it, by field name
   */
  void write(Feature feature, Map<String, Object> properties) throws IOException;

  void finish() throws IOException;
}
