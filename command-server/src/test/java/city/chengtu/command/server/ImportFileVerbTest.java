package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load as a conversation on the command line: look, try, load, mend what was not taken, undo. */
class ImportFileVerbTest {
  private static final Charset GBK = Charset.forName("GBK");

  @TempDir private Path folder;
  private Path data;
  private String printed;

  @BeforeEach
  void start() {
    data = folder.resolve("data");
  }

  private int run(String... words) {
    StringWriter text = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("import"));
    arguments.addAll(List.of(words));
    arguments.addAll(List.of("--data", data.toString()));
    PrintWriter out = new PrintWriter(text, true);
    int code = Main.commandLine().setOut(out).setErr(out).execute(arguments.toArray(String[]::new));
    printed = text.toString();
    return code;
  }

  private String file(String name, String text, Charset charset) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(charset)).toString();
  }

  private String points() throws IOException {
    return file(
        "points.csv",
        """
        编号,名称,类别,经度,纬度
        1,五道口,station,116.3317,39.9916
        2,,gate,116.3093,39.9963
        3,清华大学西门,,116.3092,39.9963
        4,圆明园南门,gate,116.3066,39.9986
        """,
        GBK);
  }

  private String[] load(String file, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "file", file, "--layer", "poi", "--id", "编号", "--map", "name=名称", "--map",
                "kind=类别"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private String said(String before) {
    Matcher id = Pattern.compile(before + " ([0-9a-f-]{36})").matcher(printed);
    assertThat(id.find()).as(printed).isTrue();
    return id.group(1);
  }

  @Test
  void lookTryLoadMendUndo() throws IOException {
    assertThat(run("file", points(), "--preview")).isZero();
    assertThat(printed)
        .contains("CSV")
        .contains("编码 Encoding: GBK (confidence")
        .contains("坐标系 CRS: EPSG:4490 (confidence")
        .contains("名称 TEXT")
        .contains("五道口");
    assertThat(Files.exists(data)).isFalse();

    assertThat(run(load(points(), "--dry-run"))).isZero();
    assertThat(printed).contains("REFUSED row 3 (3) kind").contains("nothing was changed");
    assertThat(run("undo", "--layer", "poi")).isZero();
    assertThat(printed).doesNotContain("version 1");

    assertThat(run(load(points()))).isZero();
    assertThat(printed).contains("poi version 1: 3 added");
    String first = said("import undo");
    assertThat(said("import quarantine")).isEqualTo(first);

    Path bad = folder.resolve("bad.csv");
    assertThat(run("quarantine", first, "--out", bad.toString())).isZero();
    String rows = Files.readString(bad);
    assertThat(rows)
        .contains("清华大学西门")
        .contains("[required]")
        .contains("EPSG:4490")
        .contains("POINT (116.3092 39.9963)");
    Files.writeString(bad, rows.replace("\"清华大学西门\",\"\",", "\"清华大学西门\",\"gate\","));
    assertThat(run(load(bad.toString(), "--add", "--crs", "EPSG:4490"))).isZero();
    assertThat(printed).contains("poi version 2: 1 added");
    String second = said("import undo");

    assertThat(run("undo", second)).isZero();
    assertThat(printed).contains("poi version 3").contains("1 ended");
    assertThat(run("quarantine", first, "--forget")).isZero();
    assertThat(printed).contains("1 rows removed");
    assertThat(run("undo", first)).isZero();
    assertThat(printed).contains("poi version 4").contains("3 ended");
    assertThat(run("list")).isZero();
    assertThat(printed.lines().filter(line -> line.contains("change set")))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).contains(" done import ").contains("→ poi"))
        .anySatisfy(line -> assertThat(line).contains("points.csv (CSV").contains(first));
    assertThat(run("list", "--most", "0")).isNotZero();
    assertThat(printed).contains("--most is 1 to 10000");
  }

  @Test
  void geoJsonGoesTheSameWayUnderItsOldName() throws IOException {
    String point = "{'type':'Feature','id':'%s','properties':{'name':'%s'},'geometry':%s}\n";
    String file =
        file(
            "points.geojson",
            (point.formatted("a", "五道口", "{'type':'Point','coordinates':[116.3317,39.9916]}")
                    + point.formatted("b", "西门", "{'type':'Point','coordinates':['x',1]}")
                    + point.formatted("c", "北门", "null"))
                .replace('\'', '"'),
            StandardCharsets.UTF_8);
    assertThat(run("geojson", file, "--layer", "places_of_mine", "--new", "地点")).isZero();
    assertThat(printed)
        .contains("version 1: 1 added")
        .contains("row 2 (b) geometry")
        .contains("row 3 (c)")
        .contains("import quarantine");
  }

  @Test
  void aNewLayerIsMadeAfterTheFile() throws IOException {
    String file = points();
    assertThat(run("file", file, "--layer", "my_points")).isNotZero();
    assertThat(printed).contains("--new TITLE makes it");
    assertThat(run("file", file, "--layer", "my_points", "--new", "我的点", "--theme", "base"))
        .isZero();
    assertThat(printed).contains("my_points version 1: 4 added");
  }

  @Test
  void rowsWithoutIdentityAreNotAddedToOthers() throws IOException {
    String file = points();
    assertThat(run("file", file, "--layer", "my_points", "--new", "我的点")).isZero();
    assertThat(run("file", file, "--layer", "my_points", "--add")).isNotZero();
    assertThat(printed).contains("--add needs --id");
    assertThat(run("file", file, "--layer", "my_points", "--add", "--id", "名称")).isZero();
    assertThat(printed).contains("1 refused");
  }

  @Test
  void textOfTheFileDoesNotSteerTheTerminal() throws IOException {
    String file = file("x.csv", "n,lon,lat\n\u001b[2Jgone\u202e,116,40\n", StandardCharsets.UTF_8);
    assertThat(run("file", file, "--preview")).isZero();
    assertThat(printed).contains("[2Jgone").doesNotContain("\u001b").doesNotContain("\u202e");
  }

  @Test
  void whatCannotBeTakenIsSaidAndNothingIsChanged() throws IOException {
    String broken = file("broken.geojson", "{'type': 1}", StandardCharsets.UTF_8);
    assertThat(run("file", broken, "--layer", "poi")).isEqualTo(4);
    assertThat(printed).contains("nothing was changed").contains("line 1");
    assertThat(run("file", points())).isNotZero();
    assertThat(printed).contains("--layer is needed");
    assertThat(run(load(points(), "--city", "1,2,3"))).isNotZero();
    assertThat(printed).contains("west,south,east,north");
    assertThat(run(load(points(), "--most-bad", "0"))).isNotZero();
    assertThat(printed).contains("more than 0 rows cannot be taken");
    assertThat(run(load(points(), "--city", "110,20,111,21"))).isNotZero();
    assertThat(printed).contains("no reading of them lies in the city");
    assertThat(run(load(points(), "--city", "110,20,111,21", "--crs", "EPSG:4490"))).isZero();
    assertThat(printed).contains("out-of-city").contains("poi version 0");
  }
}
