package city.chengtu.command.onemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.journal.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTagTest {
  @Test
  void theVersionIsReadFromTheTag() {
    String tag = FeatureTag.of(17, "x".getBytes(StandardCharsets.UTF_8));
    assertThat(FeatureTag.versions(tag)).containsExactly(17L);
    assertThat(FeatureTag.versions(tag + ", \"3\"")).containsExactlyInAnyOrder(17L, 3L);
    assertThat(FeatureTag.versions("*")).isEmpty();
  }

  /** RFC 9110, 13.1.1: the comparison is strong. */
  @Test
  void weakAndForeignTagsMatchNothing() {
    assertThat(FeatureTag.versions("W/\"17\"")).containsExactly(0L);
    assertThat(FeatureTag.versions("\"abc\"")).containsExactly(0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "17", "\"17", "\"1\" \"2\"", "\"1\",, \"2\"", "'1'", "\"1\" x"})
  void whatIsNoListOfTagsIsRefused(String header) {
    assertThatThrownBy(() -> FeatureTag.versions(header))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason().code()).isEqualTo("not-a-tag"));
  }

  @Test
  void withoutATagNothingIsChanged() {
    assertThatThrownBy(() -> FeatureTag.versions(null))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason().status()).isEqualTo(428));
  }

  @Test
  void aKnownTagIsFoundInAList() {
    String tag = "\"1-ab\"";
    assertThat(FeatureTag.isKnown("\"0\", W/\"1-ab\"", tag)).isTrue();
    assertThat(FeatureTag.isKnown("*", tag)).isTrue();
    assertThat(FeatureTag.isKnown("\"1-abc\"", tag)).isFalse();
    assertThat(FeatureTag.isKnown(null, tag)).isFalse();
  }
}
