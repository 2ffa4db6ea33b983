package city.chengtu.command.access.factor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must be read again but must not be readable in the database or its back-up:
 * AES-256-GCM, with a key file in the data folder. All nodes on one store need the same file.
 */
public final class SecretBox {
  /** Name of the key file in the folder of keys. */
  public static final String FILE = "secrets.key";

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;
  private final String id;

  private SecretBox(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
    this.id = id(key);
  }

  /** Reads the key in {@code folder}, or makes one there, readable by its owner only. */
  public static SecretBox in(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        make(folder, file);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != KEY_BYTES) {
        throw new IllegalStateException(file + " is no key: it must have " + KEY_BYTES + " bytes");
      }
      return new SecretBox(key);
    } catch (IOException e) {
      throw new UncheckedIOException("key for secrets in " + folder, e);
    }
  }

  /** Written whole before it has its name: a start that dies here leaves no half key. */
  private static void make(Path folder, Path file) throws IOException {
    Files.createDirectories(folder);
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    Path part =
        Files.createTempFile(
            folder,
            FILE,
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(part, key, StandardOpenOption.TRUNCATE_EXISTING);
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException e) {
      return; // another process has just made it; that one counts
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String id(byte[] key) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Names the key; stands before everything it has encrypted. */
  public String keyId() {
    return id;
  }

  /**
   * @param owner whose secret it is: sealed for one, it does not open for another
   */
  public String seal(byte[] secret, String owner) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, secret, owner);
    byte[] all = ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    return id + ":" + Base64.getEncoder().encodeToString(all);
  }

  /**
   * @throws IllegalStateException when it was sealed with another key or for another owner, or was
   *     changed since
   */
  public byte[] open(String sealed, String owner) {
    if (!sealed.startsWith(id + ":")) {
      throw new IllegalStateException(
          "sealed with another key: every node needs the same keys/" + FILE);
    }
    byte[] all = Base64.getDecoder().decode(sealed.substring(id.length() + 1));
    byte[] nonce = new byte[NONCE_BYTES];
    byte[] rest = new byte[all.length - NONCE_BYTES];
    ByteBuffer.wrap(all).get(nonce).get(rest);
    return run(Cipher.DECRYPT_MODE, nonce, rest, owner);
  }

  private byte[] run(int mode, byte[] nonce, byte[] bytes, String owner) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret of '" + owner + "' does not open", e);
    }
  }
}
