package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Two JSON values that say the same have the same digest, whatever the order of their members. */
final class Canonical {
  private static final ObjectMapper SORTED =
      StateJson.mapper().copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** 48 bits: enough to tell two states of one entry apart, short enough for a ledger. */
  private static final int SHOWN_BYTES = 6;

  private Canonical() {}

  static String digest(JsonNode value) {
    try {
      byte[] text = SORTED.writeValueAsBytes(SORTED.treeToValue(value, Object.class));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write JSON that was read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
