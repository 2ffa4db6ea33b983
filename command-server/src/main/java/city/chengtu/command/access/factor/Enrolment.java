package city.chengtu.command.access.factor;

import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What is shown once so that an authenticator app learns the secret.
 *
 * @param secret base 32, for typing
 * @param uri for apps on the same device ({@code otpauth://totp/…})
 * @param qr the same as a picture, SVG
 */
public record Enrolment(String secret, String uri, String qr) {
  private static final int QUIET = 4;

  /**
   * @param system the city's system, as the app lists it
   */
  public static Enrolment of(byte[] secret, String system, String account) {
    String text = Base32.encode(secret);
    String uri =
        "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
            .formatted(
                encode(system),
                encode(account),
                text,
                encode(system),
                Totp.DIGITS,
                Totp.STEP_SECONDS);
    return new Enrolment(text, uri, svg(QrCode.encodeText(uri, QrCode.Ecc.MEDIUM)));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String svg(QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + QUIET).append(' ').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    int size = code.size + 2 * QUIET;
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"%s\"/></svg>"
        .formatted(size, size, size, size, path);
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "Enrolment";
  }
}
