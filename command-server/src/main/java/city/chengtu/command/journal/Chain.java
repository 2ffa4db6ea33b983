package city.chengtu.command.journal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;

/**
 * The hash chain over the journal: {@code hash = H(previous hash ‖ header ‖ content hash)}, {@code
 * content hash = H(data ‖ geometry)}.
 *
 * <p>The header stands in the chain beside the content hash, not inside it: when personal data is
 * purged the content goes, while the header still proves. Fields are written with their length in
 * front, so that no two entries share an encoding. H is SHA-256 or SM3 (GB/T 32905).
 */
public enum Chain {
  SHA_256 {
    @Override
    byte[] digest(byte[] input) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(input);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  },
  SM3 {
    @Override
    byte[] digest(byte[] input) {
      Digest sm3 = new SM3Digest();
      sm3.update(input, 0, input.length);
      byte[] out = new byte[sm3.getDigestSize()];
      sm3.doFinal(out, 0);
      return out;
    }
  };

  /** The hash before the first entry: 32 zero bytes. */
  public static final String START = "0".repeat(64);

  abstract byte[] digest(byte[] input);

  public String hex(byte[] input) {
    return HexFormat.of().formatHex(digest(input));
  }

  public static Chain of(String name) {
    return Chain.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Hash of what the entry says: its data and its place. */
  public String contentHash(JournalEntry e) {
    return hex(
        fields(
            e.data() == null ? null : e.data().getBytes(StandardCharsets.UTF_8),
            e.geometry() == null
                ? null
                : new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN).write(e.geometry())));
  }

  /** Hash of the whole entry after {@code previous}. Uses the entry's content hash as it stands. */
  public String hash(String previous, JournalEntry e) {
    return hex(
        fields(
            text(previous),
            text(e.seq()),
            text(e.id()),
            text(e.type()),
            text(e.time()),
            text(e.actor()),
            text(e.seat()),
            text(e.source()),
            text(e.commandId()),
            text(e.subject().kind()),
            text(e.subject().id()),
            text(e.version()),
            text(e.organisation()),
            text(e.contentHash())));
  }

  private static byte[] text(Object value) {
    return value == null ? null : Objects.toString(value).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] fields(byte[]... fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (byte[] field : fields) {
        out.writeInt(field == null ? -1 : field.length);
        if (field != null) {
          out.write(field);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }
}
