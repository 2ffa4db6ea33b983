package city.chengtu.command.replay;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.dispatch.TestTown;
import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Recorded calls go through the real interface and come out the same. */
@Tag("long")
@EachStore
class ReplayCallsTest {
  private static final String HEAD =
      "call_number,unit_id,call_type,call_type_group,received_timestamp,entry_timestamp,"
          + "dispatch_timestamp,response_timestamp,on_scene_timestamp,transport_timestamp,"
          + "hospital_timestamp,call_final_disposition,available_timestamp,address,final_priority,"
          + "unit_type,row_id,latitude,longitude";

  private final TestTown town;
  private final boolean embedded;
  private final TownServer server;
  @TempDir private Path folder;

  ReplayCallsTest(TestStore store) {
    embedded = !store.isPostgis();
    town = new TestTown(store.fresh(TestTown.MIGRATIONS));
    town.rules.load(
        ReplayCallsTest.class.getResourceAsStream("/city/chengtu/samples/reference/dispatch.yaml"),
        "dispatch.yaml");
    server = new TownServer(town);
  }

  @AfterEach
  void end() {
    server.close();
    town.close();
  }

  /** A row; times are minute:second of one hour, empty for none. */
  private static String row(String call, String unit, String type, String... times) {
    StringBuilder row = new StringBuilder(call + "," + unit + ",Medical Incident,Group");
    for (int i = 0; i < times.length; i++) {
      if (i == 7) {
        row.append(",Code 2 Transport");
      }
      row.append(',');
      if (!times[i].isEmpty()) {
        row.append("2018-01-18 04:").append(times[i]).append(".000000 UTC");
      }
    }
    return row + ",\"200 Block, MARKET ST\",3," + type + "," + call + "-" + unit + ",37.79,-122.4";
  }

  private Path file() throws IOException {
    return Files.writeString(
        folder.resolve("calls.csv"),
        String.join(
            "\n",
            HEAD,
            row("1", "E1", "ENGINE", "00:00", "00:30", "01:00", "01:30", "05:00", "", "", "20:00"),
            row(
                "1", "M1", "MEDIC", "00:00", "00:30", "01:00", "01:10", "06:00", "30:00", "25:00",
                "40:00"),
            row("2", "E1", "ENGINE", "09:00", "09:10", "10:00", "", "", "", "", "15:00"),
            row("3", "M1", "MEDIC", "39:00", "39:10", "40:00", "40:00", "40:00", "", "", "41:00"),
            row("4", "E2", "ENGINE", "10:00", "10:00", "11:00", "12:00", "50:00", "", "", "55:00"),
            row("5", "E2", "ENGINE", "19:00", "19:10", "20:00", "21:00", "", "", "", "22:00")));
  }

  private record Run(int code, String out, JsonNode report) {}

  private Run run(Path file, String... more) throws IOException {
    StringWriter out = new StringWriter();
    Path report = folder.resolve("report.json");
    String[] arguments =
        Stream.concat(
                Stream.of(
                    "calls",
                    file.toString(),
                    "--server",
                    server.url(),
                    "--token",
                    "secret",
                    "--report",
                    report.toString()),
                Stream.of(more))
            .toArray(String[]::new);
    int code =
        new CommandLine(new ReplayVerb())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(arguments);
    JsonNode result = Files.exists(report) ? StateJson.tree(Files.readString(report)) : null;
    return new Run(code, out.toString(), result);
  }

  @Test
  void whatWasRecordedComesOutTheSameAndASecondRunDoesNothingTwice() throws IOException {
    Run first = run(file());
    assertThat(first.out()).contains("equal: nothing lost");
    assertThat(first.code()).isZero();
    assertThat(first.report().path("calls").asInt()).isEqualTo(5);
    assertThat(first.report().path("responses").asInt()).isEqualTo(6);
    assertThat(first.report().path("early").asInt())
        .as("E1 and E2 are sent out again before they were free")
        .isEqualTo(2);
    long position = town.journal.position();
    Run second = run(file());
    assertThat(second.out()).contains("equal: nothing lost");
    assertThat(town.journal.position()).isEqualTo(position);
  }

  @Test
  void whatTheMappingDoesNotKnowIsNamedWithItsLine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("odd.csv"),
            HEAD
                + "\n"
                + row("1", "E1", "ROCKET", "00:00", "00:30", "01:00", "", "", "", "", "20:00"));
    Run run = run(file);
    assertThat(run.code()).isNotZero();
    assertThat(run.out()).contains("unit_type 'ROCKET'").contains("line");
  }

  /** Show 5 of the first run, on the embedded store. */
  @Test
  void aWeekOfSanFranciscoIsNotLost() throws IOException {
    Optional<Path> real = shared("incidents/sf_fire_dispatch_2018-01-a.csv.gz");
    if (real.isEmpty() || !embedded) {
      say(real.isEmpty() ? "SKIPPED: no shared data" : "runs on the embedded store only");
      return;
    }
    Run run = run(real.get());
    say(run.out());
    assertThat(run.code()).isZero();
    assertThat(figure(run, "calls")).isEqualTo(2_403);
    assertThat(figure(run, "unit responses")).isEqualTo(4_953);
    assertThat(figure(run, "on scene")).isEqualTo(4_064);
    assertThat(figure(run, "handling median s")).isEqualTo(120);
    assertThat(figure(run, "handling p90 s")).isEqualTo(271);
    assertThat(figure(run, "total_response median s")).isEqualTo(440);
    assertThat(run.report().path("early").asInt()).isEqualTo(9);
    assertThat(town.journal.position()).isGreaterThan(20_000);
  }

  private static double figure(Run run, String what) {
    for (JsonNode line : run.report().path("figures")) {
      if (line.path("what").asText().equals(what)) {
        return line.path("server").asDouble();
      }
    }
    throw new AssertionError("no figure " + what);
  }

  private static Optional<Path> shared(String path) {
    String named = System.getenv("CHENGTU_SHARED_DATA");
    if (named != null) {
      return Optional.of(Path.of(named, path)).filter(Files::exists);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path found = at.resolve("shared/data").resolve(path);
      if (Files.exists(found)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("SystemOut") // it must show in the build's output whatever the log level
  private static void say(String text) {
    System.out.println(text);
  }
}
