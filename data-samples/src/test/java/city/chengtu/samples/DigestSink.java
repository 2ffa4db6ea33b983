package city.chengtu.samples;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.ingest.NewFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.locationtech.jts.io.WKBWriter;

/** Makes one number of everything written, order included; keeps nothing. */
final class DigestSink implements FeatureSink {
  private final MessageDigest digest;
  private final WKBWriter writer = new WKBWriter();

  DigestSink() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void define(Layer layer) {
    add(layer.id());
  }

  @Override
  public void write(NewFeature feature) {
    add(feature.layer() + feature.id() + feature.rank() + feature.properties());
    digest.update(writer.write(feature.geometry()));
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {}

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
