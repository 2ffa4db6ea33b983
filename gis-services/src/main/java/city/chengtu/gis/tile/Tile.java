package city.chengtu.gis.tile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A finished vector tile. It is packed when somebody first wants it so, and then kept in that form
 * alone: most clients take gzip, and packing costs more than drawing.
 */
public final class Tile {
  private static final int ETAG_BYTES = 8;

  private byte[] plain;
  private byte[] gzip;
  private final boolean empty;
  private final String etag;
  private final int features;
  private final long dropped;

  private Tile(byte[] plain, int features, long dropped) {
    this.plain = plain;
    this.empty = plain.length == 0;
    this.etag = hash(plain);
    this.features = features;
    this.dropped = dropped;
  }

  static Tile of(byte[] plain, int features, long dropped) {
    return new Tile(plain, features, dropped);
  }

  /**
   * Several layers' tiles of one address as one: a vector tile is a row of layers, so their bytes
   * follow each other.
   */
  public static Tile joined(List<Tile> tiles) {
    if (tiles.size() == 1) {
      return tiles.get(0);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int features = 0;
    long dropped = 0;
    for (Tile tile : tiles) {
      bytes.writeBytes(tile.plain());
      features += tile.features;
      dropped += tile.dropped;
    }
    return new Tile(bytes.toByteArray(), features, dropped);
  }

  /** The tile for a client that takes gzip. Do not change the array. */
  public synchronized byte[] gzip() {
    if (gzip == null) {
      gzip = compress(plain);
      plain = null;
    }
    return gzip;
  }

  /** The tile for a client that does not. Do not change the array. */
  public synchronized byte[] plain() {
    if (plain != null) {
      return plain;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack what we packed ourselves", e);
    }
  }

  /** Bytes it takes now, packed or not. */
  public synchronized int size() {
    return gzip == null ? plain.length : gzip.length;
  }

  /** True when nothing is drawn on it. */
  public boolean isEmpty() {
    return empty;
  }

  /** Changes exactly when the content does; without quotation marks. */
  public String etag() {
    return etag;
  }

  public int features() {
    return features;
  }

  /** Features that were left out because there were too many: tell people, never hide it. */
  public long dropped() {
    return dropped;
  }

  private static byte[] compress(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static String hash(byte[] plain) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(plain), 0, ETAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
