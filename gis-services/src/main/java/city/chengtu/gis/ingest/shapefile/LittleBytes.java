package city.chengtu.gis.ingest.shapefile;

import city.chengtu.gis.ingest.source.SourceException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads blocks of known length from a stream and says which one was cut off. */
final class LittleBytes implements AutoCloseable {
  private final DataInputStream in;
  private final String name;

  LittleBytes(InputStream in, String name) {
    this.in = new DataInputStream(in);
    this.name = name;
  }

  /** Exactly this many bytes, little endian. */
  ByteBuffer block(int length, String what) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new SourceException(
          name
              + ": ends within "
              + what
              + ": "
              + length
              + " bytes expected, "
              + bytes.length
              + " are there");
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Exactly this many bytes; none at the very end, or when fewer than that are left. */
  byte[] bytesOrEnd(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    return bytes.length < length ? new byte[0] : bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
