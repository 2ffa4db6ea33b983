package city.chengtu.command.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliberateBugTest {
  @AfterEach
  void forget() {
    System.clearProperty("chengtu.bug");
    System.clearProperty("chengtu.test");
  }

  @Test
  void noneIsOnUnlessAskedFor() {
    DeliberateBug.announce();
    assertThat(Arrays.stream(DeliberateBug.values()).filter(DeliberateBug::isOn)).isEmpty();
  }

  @Test
  void outsideATestTheServerDoesNotStartWithOne() {
    System.setProperty("chengtu.bug", "resume-plus-one");
    assertThatIllegalArgumentException()
        .isThrownBy(DeliberateBug::announce)
        .withMessageContaining("chengtu.test");
  }

  @Test
  void onlyTheOneAskedForIsOn() {
    System.setProperty("chengtu.test", "true");
    System.setProperty("chengtu.bug", "skip-version-check");
    DeliberateBug.announce();
    assertThat(Arrays.stream(DeliberateBug.values()).filter(DeliberateBug::isOn))
        .containsExactly(DeliberateBug.SKIP_VERSION_CHECK);
  }

  @Test
  void anUnknownNameStopsTheStart() {
    System.setProperty("chengtu.test", "true");
    System.setProperty("chengtu.bug", "resume-plus-two");
    assertThatIllegalArgumentException()
        .isThrownBy(DeliberateBug::announce)
        .withMessageContaining("resume-plus-one");
  }
}
