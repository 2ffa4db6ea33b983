package city.chengtu.samples;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.samples.survey.SampleData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SamplePeopleTest {
  private static final JsonNode REFERENCE = SampleData.read("reference/dispatch.yaml");

  private static Set<String> codes(String list) {
    return StreamSupport.stream(REFERENCE.path(list).spliterator(), false)
        .map(item -> item.path("code").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> organisations() {
    return SampleOrganisation.list().stream()
        .map(SampleOrganisation::code)
        .collect(Collectors.toSet());
  }

  @Test
  void thereAreOneHundredAndTwentyUnitsOfKnownKinds() {
    List<SampleUnit> units = SampleUnit.list(SampleCity.DEFAULT_SEED, 1);
    assertThat(units).hasSize(120);
    assertThat(units)
        .extracting(SampleUnit::callSign)
        .doesNotHaveDuplicates()
        .startsWith("U101")
        .endsWith("U220");
    assertThat(codes("unitKinds")).containsAll(units.stream().map(SampleUnit::kind).toList());
    assertThat(codes("capabilities"))
        .isEqualTo(
            units.stream()
                .map(SampleUnit::capabilities)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet()));
    assertThat(organisations()).containsAll(units.stream().map(SampleUnit::organisation).toList());
    assertThat(units).isEqualTo(SampleUnit.list(SampleCity.DEFAULT_SEED, 1));
  }

  @Test
  void everyRunCardCanBeFilledByTheCity() {
    List<SampleUnit> units = SampleUnit.list(SampleCity.DEFAULT_SEED, 1);
    for (JsonNode card : REFERENCE.path("runCards")) {
      assertThat(
              codes("types").contains(card.path("type").asText())
                  || card.path("type").asText().equals("*"))
          .isTrue();
      for (JsonNode need : card.path("needs")) {
        long able =
            units.stream()
                .filter(u -> u.capabilities().contains(need.path("capability").asText()))
                .count();
        assertThat(able).as(card.toString()).isGreaterThanOrEqualTo(need.path("count").asLong());
      }
    }
  }

  @Test
  void callsComeFromHousesOfTheCity() {
    List<SampleCall> calls = SampleCall.list(SampleCity.DEFAULT_SEED, 1);
    CollectingSink city = new CollectingSink();
    SampleCity.generate(SampleCity.DEFAULT_SEED, 1, city);
    Set<Object> addresses =
        city.layer("buildings").stream()
            .map(f -> f.properties().get("address"))
            .collect(Collectors.toSet());
    assertThat(calls).hasSizeGreaterThan(5).allMatch(c -> addresses.contains(c.address()));
    assertThat(calls.get(0).address()).isEqualTo("芙蓉路388号");
    assertThat(codes("types")).containsAll(calls.stream().map(SampleCall::type).toList());
  }

  @Test
  void accountsBelongToKnownOrganisationsAndKeepThePasswordRules() {
    assertThat(SampleAccount.list()).hasSizeGreaterThanOrEqualTo(9);
    for (SampleAccount account : SampleAccount.list()) {
      assertThat(organisations()).contains(account.organisation());
      assertThat(account.password())
          .hasSizeGreaterThanOrEqualTo(10)
          .matches(".*[a-z].*")
          .matches(".*[A-Z].*")
          .matches(".*\\d.*");
      assertThat(account.area()).matches("(\\d{6,12})?");
    }
  }

  @Test
  void referenceFilesStateSourceAndValidity() {
    for (String file : SampleReference.files()) {
      JsonNode root = SampleData.read("reference/" + file);
      assertThat(root.path("source").asText()).isNotBlank();
      assertThat(root.hasNonNull("validFrom")).isTrue();
    }
  }
}
