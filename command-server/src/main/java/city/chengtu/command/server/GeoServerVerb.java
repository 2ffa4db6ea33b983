package city.chengtu.command.server;

import city.chengtu.command.backup.RunningServer;
import city.chengtu.gis.feature.Layer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes layers to the external GeoServer, says what differs, withdraws them. */
@Command(
    name = "geoserver",
    mixinStandardHelpOptions = true,
    description = {
      "发布到外部 GeoServer Layers at the external GeoServer: choose, compare, withdraw. The running"
          + " server does the work and keeps them in step.",
      "设置见 geoserver.* Settings: geoserver.*, see './chengtu settings'."
    },
    subcommands = {
      GeoServerVerb.Publish.class,
      GeoServerVerb.Diff.class,
      GeoServerVerb.Withdraw.class,
      GeoServerVerb.MakeRole.class
    })
final class GeoServerVerb implements Runnable {
  static final int DIFFERS = 3;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "publish, diff, withdraw or role?");
  }

  /** Which server is asked, and as whom. */
  static final class Where {
    @Option(
        names = "--server",
        paramLabel = "URL",
        defaultValue = "http://127.0.0.1:8080",
        description = "运行中的服务器 the running server (default: ${DEFAULT-VALUE})")
    private URI server;

    @Option(
        names = "--token-file",
        paramLabel = "FILE",
        required = true,
        description =
            "令牌文件（范围 geoserver.*） file with an administrator's token of scope geoserver.*")
    private Path tokenFile;

    JsonObject ask(String method, String path, JsonObject body)
        throws IOException, InterruptedException {
      RunningServer running = new RunningServer(server, Files.readString(tokenFile).strip());
      return new JsonObject(running.ask(method, path, body == null ? null : body.encode()));
    }
  }

  @Command(
      name = "publish",
      mixinStandardHelpOptions = true,
      description =
          "选定要发布的图层 Chooses layers to be published; they are there soon, and kept in step.")
  static final class Publish implements Callable<Integer> {
    @Mixin private Where where;

    @Parameters(arity = "1..*", paramLabel = "LAYER", description = "图层标识 ids of layers")
    private List<String> layers;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
      JsonObject answer =
          where.ask(
              "POST", "/geoserver/layers", new JsonObject().put("layers", new JsonArray(layers)));
      PrintWriter out = spec.commandLine().getOut();
      out.println("新选定 newly chosen: " + answer.getJsonArray("chosen").size());
      out.flush();
      return 0;
    }
  }

  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = {
        "列出 GeoServer 上与应有状态的差异 Lists what at the GeoServer is not as it should be.",
        "Exit code 0: nothing differs. 1: failed. 2: wrong options. 3: something differs."
      })
  static final class Diff implements Callable<Integer> {
    @Mixin private Where where;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
      JsonArray found = where.ask("GET", "/geoserver/diff", null).getJsonArray("differences");
      PrintWriter out = spec.commandLine().getOut();
      found.forEach(each -> out.println(line((JsonObject) each)));
      out.flush();
      return found.isEmpty() ? 0 : DIFFERS;
    }

    private static String line(JsonObject difference) {
      return "%-10s %-24s 应为 expected: %s; 现为 found: %s"
          .formatted(
              difference.getString("kind"),
              difference.getString("layer"),
              difference.getString("expected", "-"),
              difference.getString("found", "-"));
    }
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = "撤下图层 Withdraws a layer: feature type, style, rule and view go.")
  static final class Withdraw implements Callable<Integer> {
    @Mixin private Where where;

    @Parameters(paramLabel = "LAYER", description = "图层标识 id of the layer")
    private String layer;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
      if (!Layer.isId(layer)) {
        throw new ParameterException(spec.commandLine(), "no layer can be called '" + layer + "'");
      }
      where.ask("DELETE", "/geoserver/layers/" + layer, null);
      return 0;
    }
  }

  @Command(
      name = "role",
      mixinStandardHelpOptions = true,
      description =
          "打印建立只读数据库角色的 SQL Prints the SQL that makes the database role with which the GeoServer"
              + " reads.")
  static final class MakeRole implements Callable<Integer> {
    @Option(
        names = "--name",
        paramLabel = "ROLE",
        defaultValue = "chengtu_reader",
        description = "角色名 its name, as in geoserver.db-user (default: ${DEFAULT-VALUE})")
    private String name;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
        throw new ParameterException(
            spec.commandLine(), "--name: lower-case letters, digits and _");
      }
      PrintWriter out = spec.commandLine().getOut();
      out.print(GeoServerOptions.roleSql(name));
      out.flush();
      return 0;
    }
  }
}
