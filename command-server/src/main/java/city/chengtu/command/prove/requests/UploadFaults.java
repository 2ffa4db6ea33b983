package city.chengtu.command.prove.requests;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Attachments that are none, or lie about what they are. */
final class UploadFaults {
  private static final List<byte[]> NO_PICTURES =
      List.of(
          "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
              .getBytes(StandardCharsets.UTF_8),
          "GIF89a".getBytes(StandardCharsets.US_ASCII),
          "%PDF-1.7".getBytes(StandardCharsets.US_ASCII),
          "<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII),
          "#!/bin/sh\nrm -rf x".getBytes(StandardCharsets.US_ASCII),
          HexFormat.of().parseHex("504b0304140000000800"),
          HexFormat.of().parseHex("7f454c46020101"),
          HexFormat.of().parseHex("cafebabe00000034"),
          HexFormat.of().parseHex("aced0005737200"),
          HexFormat.of().parseHex("ffd8"),
          HexFormat.of().parseHex("89504e47"),
          new byte[] {0},
          new byte[5_000]);

  private UploadFaults() {}

  static Optional<Spoilt> spoil(Operation o, Draft d, Random r) {
    switch (r.nextInt(6)) {
      case 0 -> {
        d.bodyBytes = new byte[0];
        return Optional.of(Spoilt.contract("no picture at all", "/"));
      }
      case 1 -> {
        d.header(
            "Content-Type",
            Fragments.one(
                r,
                List.of(
                    "image/png",
                    "image/webp",
                    "image/svg+xml",
                    "text/html",
                    "application/json",
                    "image/jpeg; x=y",
                    "*/*")));
        return Optional.of(Spoilt.refused("picture of another kind"));
      }
      case 2 -> {
        d.bodyBytes = BodyFaults.gzip(1 << 20);
        if (r.nextBoolean()) {
          d.header("Content-Encoding", "gzip");
        }
        return Optional.of(Spoilt.refused("packed picture"));
      }
      case 3 -> {
        if (r.nextInt(40) > 0) {
          return Optional.empty();
        }
        d.bodyBytes = new byte[(8 << 20) + 1 + r.nextInt(1 << 20)];
        System.arraycopy(Scene.picture(), 0, d.bodyBytes, 0, 4);
        return Optional.of(
            new Spoilt("giant picture", java.util.Set.of(), s -> s == 413 || s == 0));
      }
      default -> {
        d.bodyBytes = Fragments.one(r, NO_PICTURES);
        return Optional.of(Spoilt.refused("no picture"));
      }
    }
  }
}
