package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The second factor by keyboard: enrolled, asked for, taken away again. */
class SecondFactorTest extends BrowserTest {
  private static final String ACCOUNT = "dispatcher";

  private static void firstStep(Console console) {
    String password =
        console.about().getAsJsonArray("demoAccounts").asList().stream()
            .map(each -> each.getAsJsonObject())
            .filter(each -> each.get("account").getAsString().equals(ACCOUNT))
            .map(each -> each.get("password").getAsString())
            .findFirst()
            .orElseThrow();
    console.page().locator("input[name=account]").fill(ACCOUNT);
    console.page().locator("input[name=password]").fill(password);
    console.page().keyboard().press("Enter");
  }

  private static void openSecurity(Page page) {
    page.locator(".menu summary").click();
    page.locator(".menu-list button", new Page.LocatorOptions().setHasText("Personal security"))
        .click();
    page.locator("chengtu-security dialog[open]").waitFor();
  }

  /** What an authenticator app shows (RFC 6238), computed here so that the server is not asked. */
  private static String codeNow(byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      long step = System.currentTimeMillis() / 30_000;
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int number = ByteBuffer.wrap(hash, hash[hash.length - 1] & 0xf, 4).getInt() & 0x7fff_ffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] decode(String base32) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (int i = 0; i < base32.length(); i++) {
      held = held << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(base32.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void itIsEnrolledAskedForAndTakenAway() {
    List<String> codes;
    try (Console console = open("?lang=en")) {
      firstStep(console);
      Page page = console.page();
      page.locator("html[data-phase=ready]").waitFor();
      openSecurity(page);
      AccessibilityTest.assertAccessible(console, "personal security");
      Locator password = page.locator("chengtu-security input[name=password]");
      password.fill("Yunxiang-2026");
      password.press("Enter");
      page.locator("chengtu-security .qr img").waitFor();
      AccessibilityTest.assertAccessible(console, "enrolment");
      String secret = page.locator("chengtu-security .secret").innerText().replace(" ", "");
      Locator code = page.locator("chengtu-security input[name=code]");
      code.fill(codeNow(decode(secret)));
      code.press("Enter");
      page.locator("chengtu-security .recovery-codes").waitFor();
      AccessibilityTest.assertAccessible(console, "recovery codes");
      codes = page.locator("chengtu-security .recovery-codes code").allInnerTexts();
      assertThat(codes).hasSize(10);
      page.locator("chengtu-security .primary").press("Enter");
      console.assertQuiet();
    }
    try (Console console = open("?lang=en")) {
      firstStep(console);
      Page page = console.page();
      Locator code = page.locator("chengtu-signin input[name=code]");
      code.waitFor();
      AccessibilityTest.assertAccessible(console, "second step");
      code.fill(codes.get(0));
      code.press("Enter");
      page.locator("html[data-phase=ready]").waitFor();
      openSecurity(page);
      Locator last = page.locator("chengtu-security input[name=code]");
      last.fill(codes.get(1));
      last.press("Enter");
      page.locator("chengtu-security input[name=password]").waitFor();
      console.assertQuiet();
    }
  }
}
