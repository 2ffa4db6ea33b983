package city.chengtu.command.prove.witness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyTest {
  private static final String UNIT = "{'id':'U1','duty':'%s','version':%d}";
  private final Copy copy = new Copy();

  private static Snapshot units(long position, String... rows) {
    Map<String, JsonNode> objects = new LinkedHashMap<>();
    for (String row : rows) {
      Copy.put(objects, "unit", Pictures.json(row));
    }
    return new Snapshot(position, objects);
  }

  private void entry(long position, String row) {
    copy.apply(
        Pictures.json("{'subject':'unit/U1','position':" + position + ",'data':" + row + "}"));
  }

  @Test
  void snapshotAndStreamMakeTheState() {
    copy.start(units(1, UNIT.formatted("ready", 1)));
    entry(2, UNIT.formatted("off", 2));
    assertThat(copy.differences(units(2, UNIT.formatted("off", 2)))).isEmpty();
  }

  @Test
  void anEntryTheSnapshotHadAlreadyChangesNothing() {
    copy.start(units(1, UNIT.formatted("off", 2)));
    entry(2, UNIT.formatted("ready", 1));
    assertThat(copy.differences(units(2, UNIT.formatted("off", 2)))).isEmpty();
  }

  @Test
  void whatTheStreamDidNotTellIsFoundFieldByField() {
    copy.start(units(1, UNIT.formatted("ready", 1)));
    assertThat(copy.differences(units(2, UNIT.formatted("off", 2)))).hasSize(1);
    assertThat(copy.differences(units(1, UNIT.formatted("off", 1))))
        .containsExactly("unit/U1.duty: \"ready\" here, \"off\"");
    assertThat(copy.differences(units(1))).containsExactly("unit/U1: in the copy only");
    assertThat(copy.differences(units(1, UNIT.formatted("ready", 1), "{'id':'U2','version':1}")))
        .containsExactly("unit/U2: not in the copy");
  }

  @Test
  void whatIsNewerHereIsNoDifference() {
    copy.start(units(1, UNIT.formatted("ready", 1)));
    entry(2, UNIT.formatted("off", 2));
    assertThat(copy.differences(units(1, UNIT.formatted("ready", 1)))).isEmpty();
  }

  @Test
  void assignmentsAreComparedByThemselves() {
    Map<String, JsonNode> objects = new LinkedHashMap<>();
    Copy.put(
        objects,
        "incident",
        Pictures.json("{'id':'1','version':1,'assignments':[{'id':'9','version':4}]}"));
    assertThat(objects).containsOnlyKeys("assignment/9", "incident/1");
    assertThat(objects.get("incident/1").has("assignments")).isFalse();
  }
}
