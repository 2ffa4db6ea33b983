package city.chengtu.command.server;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * All settings, declared here with their meaning; the manual (docs/configuration.md) is generated
 * from this list. A value comes from the command line ({@code --set key=value}), else from the
 * environment, else from {@code chengtu.properties} in the data folder, else it is the default. An
 * unknown key or a bad value stops the start.
 */
public final class Settings {
  static final Setting<String> HTTP_HOST =
      Setting.text(
          "http.host",
          "127.0.0.1",
          "监听地址；0.0.0.0 为所有网卡",
          "address to listen on; 0.0.0.0 for all interfaces");
  static final Setting<Integer> HTTP_PORT =
      Setting.number(
          "http.port", 8080, 0, 65535, "监听端口；0 为任意空闲端口", "port to listen on; 0 for any free one");
  static final Setting<String> TLS_CERTIFICATE =
      Setting.text(
          "tls.certificate",
          "",
          "PEM 证书链文件；设置后启用 HTTPS",
          "PEM file with the certificate chain; turns HTTPS on");
  static final Setting<String> TLS_KEY =
      Setting.text("tls.key", "", "PEM 私钥文件", "PEM file with the private key");
  static final Setting<Boolean> BEHIND_TLS_PROXY =
      Setting.flag(
          "http.behind-tls-proxy",
          false,
          "由前置代理终结 TLS：Cookie 标记 Secure",
          "a proxy in front ends TLS: cookies are marked Secure");
  static final Setting<List<String>> ALLOWED_ORIGINS =
      Setting.list(
          "http.allowed-origins",
          "",
          "除本站外允许打开 WebSocket 的来源",
          "origins besides our own that may open a WebSocket with a cookie");
  static final Setting<String> DATABASE =
      Setting.text(
          "db",
          "h2",
          "h2（内嵌）、private（自建 PostGIS 集群）或 JDBC URL",
          "h2 (embedded), private (a PostGIS cluster of our own), or a JDBC URL");
  static final Setting<String> DATABASE_USER =
      Setting.text("db.user", "", "数据库用户", "database user");
  static final Setting<String> DATABASE_PASSWORD =
      Setting.text("db.password", "", "数据库口令", "database password");
  static final Setting<Integer> WORKERS =
      Setting.number(
          "workers",
          10,
          1,
          200,
          "工作线程数，等于数据库连接数",
          "worker threads, as many as database connections");
  static final Setting<Integer> QUEUE =
      Setting.number(
          "workers.queue",
          500,
          1,
          100_000,
          "等待请求上限；满时立即回 503",
          "requests that may wait; when full the answer is 503 at once");
  static final Setting<String> HASH =
      Setting.text(
          "journal.hash",
          "SHA-256",
          "日志链散列算法：SHA-256 或 SM3；建库后不可改",
          "hash of the journal's chain: SHA-256 or SM3; fixed once the journal has entries");
  static final Setting<Duration> CHECKPOINT_EVERY =
      Setting.duration(
          "journal.checkpoint-every", "PT5M", "签名检查点间隔", "time between signed checkpoints");
  static final Setting<Duration> FOLLOW_BEAT =
      Setting.duration(
          "journal.follow-beat",
          "PT0.5S",
          "无新条目时查询数据库的间隔",
          "how often the database is asked for new entries when nothing is heard");
  static final Setting<List<String>> CLUSTER_MEMBERS =
      Setting.list(
          "cluster.members",
          "",
          "集群成员 host:port；为空则单节点",
          "cluster members as host:port; empty for a single node");
  static final Setting<String> CLUSTER_NAME =
      Setting.text("cluster.name", "chengtu", "集群名", "cluster name");
  static final Setting<Integer> CLUSTER_PORT =
      Setting.number("cluster.port", 15701, 1, 65535, "本节点集群端口", "this node's cluster port");
  static final Setting<String> CLUSTER_HOST =
      Setting.text(
          "cluster.host", "127.0.0.1", "本节点集群网卡地址", "address of the interface for cluster traffic");
  static final Setting<String> CLUSTER_PUBLIC_ADDRESS =
      Setting.text(
          "cluster.public-address",
          "",
          "告知其他成员的本节点地址 host:port（中间有代理或 NAT 时）；为空则用网卡地址与集群端口",
          "this node's address as told to other members, host:port, when a proxy or NAT stands between; empty for interface and port");
  static final Setting<String> NODE =
      Setting.text("node", "node-1", "节点名，用于日志与界面", "this node's name, in logs and on the screen");
  static final Setting<String> TIME_ZONE =
      Setting.text(
          "city.time-zone",
          "Asia/Shanghai",
          "城市时区：规则生效日与编号重置以此为准",
          "the city's time zone: rules begin and numbers start again by it");
  static final Setting<Integer> UPLOAD_LIMIT =
      Setting.number("http.upload-limit-mb", 8, 1, 100, "单个附件上限（MB）", "largest attachment, MB");

  static final Setting<Integer> DISK_WARN =
      Setting.number(
          "disk.warn-mb",
          1024,
          0,
          100_000_000,
          "数据目录剩余空间低于此值（MB）即告警",
          "room in the data folder, MB, below which the node says that it is degraded");
  static final Setting<Integer> DISK_RESERVE =
      Setting.number(
          "disk.reserve-mb",
          16,
          0,
          100_000_000,
          "数据目录剩余空间低于此值（MB）即不再受理命令（仅内嵌库与自建集群）",
          "room in the data folder, MB, below which commands are refused (embedded and private store)");
  static final Setting<Duration> STOP_GRACE =
      Setting.duration(
          "stop.grace",
          "PT0S",
          "收到停机信号后先报告“未就绪”、仍照常服务的时间，应大于负载均衡的检查间隔",
          "after the signal to stop: how long the node says it is not ready and still serves; longer than the load balancer's check interval");

  static final Setting<String> METRICS_TOKEN =
      Setting.text(
          "metrics.token",
          "",
          "读取 /metrics 的口令（Authorization: Bearer）；为空则只许本机读取",
          "secret with which /metrics is read (Authorization: Bearer); empty: from this machine only");

  static final List<Setting<?>> ALL =
      List.of(
          HTTP_HOST,
          HTTP_PORT,
          TLS_CERTIFICATE,
          TLS_KEY,
          BEHIND_TLS_PROXY,
          ALLOWED_ORIGINS,
          DATABASE,
          DATABASE_USER,
          DATABASE_PASSWORD,
          WORKERS,
          QUEUE,
          HASH,
          CHECKPOINT_EVERY,
          FOLLOW_BEAT,
          CLUSTER_MEMBERS,
          CLUSTER_NAME,
          CLUSTER_PORT,
          CLUSTER_HOST,
          CLUSTER_PUBLIC_ADDRESS,
          NODE,
          TIME_ZONE,
          UPLOAD_LIMIT,
          DISK_WARN,
          DISK_RESERVE,
          STOP_GRACE,
          METRICS_TOKEN);

  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param folder the data folder, where {@code chengtu.properties} may lie
   * @param given from the command line, key to text
   * @throws IllegalArgumentException naming the key that is unknown or badly set
   */
  public static Settings load(
      Path folder, Map<String, String> environment, Map<String, String> given) {
    Map<String, String> values = new HashMap<>(file(folder.resolve("chengtu.properties")));
    for (Setting<?> setting : ALL) {
      String value = environment.get(setting.variable());
      if (value != null) {
        values.put(setting.key(), value);
      }
    }
    values.putAll(given);
    Settings settings = new Settings(values);
    for (String key : values.keySet()) {
      if (ALL.stream().noneMatch(s -> s.key().equals(key))) {
        throw new IllegalArgumentException(
            "unknown setting '" + key + "'; './chengtu settings' lists them all");
      }
    }
    ALL.forEach(settings::get);
    return settings;
  }

  private static Map<String, String> file(Path file) {
    Map<String, String> values = new HashMap<>();
    if (Files.exists(file)) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
      properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k)));
    }
    return values;
  }

  public <T> T get(Setting<T> setting) {
    String text = values.getOrDefault(setting.key(), setting.otherwise());
    try {
      return setting.reader().apply(text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "setting " + setting.key() + " = '" + text + "': expected " + setting.form(), e);
    }
  }

  /** The manual of all settings, Markdown. */
  static String manual() {
    StringBuilder text =
        new StringBuilder(
            """
            # Configuration 配置

            Generated from the settings' declarations (`./chengtu settings`); a test holds this page to them.
            Set a value by `--set key=value`, by the environment variable, or in `chengtu.properties` in the data folder; the first one found counts.

            | key | variable | default | form | meaning | 含义 |
            |---|---|---|---|---|---|
            """);
    for (Setting<?> s : ALL) {
      text.append(
          "| `%s` | `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  s.key(),
                  s.variable(),
                  s.otherwise().isEmpty() ? "" : "`" + s.otherwise() + "`",
                  s.form(),
                  s.en(),
                  s.zh()));
    }
    return text.toString();
  }
}
