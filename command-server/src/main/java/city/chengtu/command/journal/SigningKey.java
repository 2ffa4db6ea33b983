package city.chengtu.command.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * This node's key for signing checkpoints: Ed25519, made on the first run, kept in the data folder,
 * readable by its owner only. Its public half lies beside it for the auditor to take away: whoever
 * changes the database cannot change the auditor's copy.
 */
public final class SigningKey {
  private static final String ALGORITHM = "Ed25519";
  private final PrivateKey key;
  private final String publicKey;

  private SigningKey(PrivateKey key, String publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** Reads the key in {@code folder}, or makes one. */
  public static SigningKey in(Path folder) {
    Path secret = folder.resolve("journal-signing.key");
    Path open = publicKeyFile(folder);
    try {
      if (!Files.exists(secret)) {
        Files.createDirectories(folder);
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        Files.createFile(
            secret,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(secret, pair.getPrivate().getEncoded(), StandardOpenOption.TRUNCATE_EXISTING);
        Files.writeString(open, Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
      }
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(secret)));
      return new SigningKey(key, Files.readString(open).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("journal signing key in " + folder, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("journal signing key in " + folder + " cannot be used", e);
    }
  }

  public static Path publicKeyFile(Path folder) {
    return folder.resolve("journal-signing.pub");
  }

  /** Base64 of the X.509 public key. */
  public String publicKey() {
    return publicKey;
  }

  /** Names a public key: the start of its hash. */
  static String keyId(String publicKey) {
    return Chain.SHA_256.hex(publicKey.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  /** Base64 of the signature over number and hash. */
  String sign(long seq, String hash) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(statement(seq, hash));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign a checkpoint", e);
    }
  }

  static boolean verify(String publicKey, long seq, String hash, String signed) {
    try {
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(statement(seq, hash));
      return signature.verify(Base64.getDecoder().decode(signed));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // a signature that cannot even be read proves nothing
    }
  }

  private static byte[] statement(long seq, String hash) {
    return ("chengtu journal " + seq + " " + hash).getBytes(StandardCharsets.UTF_8);
  }
}
