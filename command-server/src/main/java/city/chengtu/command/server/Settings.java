package city.chengtu.command.server;

import city.chengtu.gis.store.DatabaseSettings;
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
  static final Setting<Duration> DATABASE_PATIENCE =
      Setting.duration(
          "db.patience",
          "PT5S",
          "PostGIS：事务中静默的会话最多保留多久、锁最多等多久（应答等待为其三倍）",
          "PostGIS: how long a session may stand still inside a transaction, and how long a lock is"
              + " waited for; an answer may take three times as long");
  static final Setting<Integer> DATABASE_CACHE =
      Setting.number(
          "db.cache",
          DatabaseSettings.DEFAULT_CACHE,
          1,
          65_536,
          "内嵌存储用于缓存页的内存（MiB）",
          "MiB of memory for the embedded store's pages");
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
          "this node's address as told to other members, host:port, when a proxy or NAT stands"
              + " between; empty for interface and port");
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

  static final Setting<String> PRINT_FONT =
      Setting.text(
          "printing.font",
          "",
          "打印用中文字体文件（TTF/OTF/TTC）；空则用本机已知字体（Debian：fonts-noto-cjk）",
          "font file with Chinese characters for printed maps (TTF, OTF, TTC); empty: the first"
              + " known one of this machine (Debian: fonts-noto-cjk)");
  static final Setting<Integer> LOADS_FILE =
      Setting.number(
          "loads.file-limit-mb",
          1024,
          1,
          4096,
          "导入：单个上传文件上限（MB）",
          "loads: largest file sent in, MB");
  static final Setting<Integer> LOADS_SPOOL =
      Setting.number(
          "loads.spool-limit-mb",
          8192,
          1,
          1_000_000,
          "导入：全部待处理上传文件合计上限（MB）",
          "loads: all files that wait together, MB");
  static final Setting<Duration> LOADS_KEEP =
      Setting.duration(
          "loads.keep",
          "P7D",
          "导入：未完成的草稿保留多久",
          "loads: how long a draft that nobody touches is kept");
  static final Setting<Integer> LOADS_RUNNING =
      Setting.number("loads.running", 2, 1, 16, "导入：同时运行的任务数", "loads: how many run at once");
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
          "room in the data folder, MB, below which commands are refused (embedded and private"
              + " store)");
  static final Setting<Duration> STOP_GRACE =
      Setting.duration(
          "stop.grace",
          "PT0S",
          "收到停机信号后先报告“未就绪”、仍照常服务的时间，应大于负载均衡的检查间隔",
          "after the signal to stop: how long the node says it is not ready and still serves;"
              + " longer than the load balancer's check interval");
  static final Setting<String> PUBLIC_URL =
      Setting.text(
          "http.public-url",
          "",
          "浏览器访问本系统的地址，如 https://map.example.org；统一认证登录必填",
          "the address browsers reach us at, as https://map.example.org; needed for oidc");
  static final Setting<String> OGC_GUEST =
      Setting.text(
          "ogc.guest",
          "",
          "未登录者以此账号的权限读取 /ogc（开放数据）；为空则须登录",
          "who has not signed in reads /ogc with the rights of this account (open data); empty:"
              + " sign in first");
  static final Setting<Integer> TILE_CACHE =
      Setting.number(
          "tiles.cache",
          48,
          0,
          4_096,
          "矢量瓦片缓存的内存上限（MiB）；0 为不缓存",
          "memory for finished vector tiles, MiB; 0 keeps none");
  static final Setting<Integer> EDIT_VERTICES =
      Setting.number(
          "edits.vertices",
          20_000,
          10,
          200_000,
          "编辑：一个图形最多的坐标点数",
          "editing: most positions in one geometry");
  static final Setting<Integer> EDIT_ITEMS =
      Setting.number(
          "edits.items",
          1_000,
          1,
          10_000,
          "编辑：一个变更集最多的要素数",
          "editing: most features in one change set");
  static final Setting<Boolean> REVIEW_BY_ANOTHER =
      Setting.flag(
          "edits.review-by-another",
          true,
          "变更集须由提交人以外的人审核",
          "a change set is reviewed by somebody other than its author");
  static final Setting<List<String>> TRUSTED_PROXIES =
      Setting.list(
          "http.trusted-proxies",
          "",
          "前置代理地址或 CIDR：只信任它们的 X-Forwarded-For 与证书请求头",
          "addresses or CIDR blocks of our proxies: only their X-Forwarded-For and certificate"
              + " headers are believed");
  static final Setting<List<String>> FACTOR_ROLES =
      Setting.list(
          "sign-in.second-factor-roles",
          "",
          "口令登录须双因素的角色代码",
          "roles that need a second factor when signing in with a password");
  static final Setting<Boolean> SEPARATE_ADMINISTRATORS =
      Setting.flag(
          "sign-in.separate-administrators",
          false,
          "三员分立：停用 administrator 角色，系统、安全、审计三员各由一人担任",
          "retires the role 'administrator': system, security and audit are three people");
  static final Setting<String> OIDC_ISSUER =
      Setting.text(
          "oidc.issuer",
          "",
          "统一身份认证（OpenID Connect）签发者地址；为空则不启用",
          "issuer of the city's OpenID Connect provider; empty for none");
  static final Setting<String> OIDC_CLIENT =
      Setting.text("oidc.client-id", "chengtu", "在认证平台登记的客户端标识", "our client id there");
  static final Setting<String> OIDC_SECRET =
      Setting.text(
          "oidc.client-secret",
          "",
          "客户端密钥；公开客户端留空",
          "our client secret there; empty for a public client");
  static final Setting<String> OIDC_SECRET_FILE =
      Setting.text(
          "oidc.client-secret-file",
          "",
          "含客户端密钥的文件，代替 oidc.client-secret",
          "file with the client secret, in place of oidc.client-secret");
  static final Setting<String> OIDC_SCOPES =
      Setting.text("oidc.scopes", "openid profile", "请求的范围", "scopes to ask for");
  static final Setting<String> OIDC_ACCOUNT_CLAIM =
      Setting.text(
          "oidc.account-claim",
          "preferred_username",
          "首次登录时作为账号名的声明",
          "claim that becomes the account's name at the first sign-in");
  static final Setting<String> OIDC_ROLES_CLAIM =
      Setting.text(
          "oidc.roles-claim",
          "realm_access.roles",
          "角色声明的路径（ID token 内）",
          "path of the claim with roles, in the ID token");
  static final Setting<List<String>> OIDC_ROLE_MAP =
      Setting.list(
          "oidc.role-map",
          "",
          "认证平台角色=本系统角色，逗号分隔；未列出的不授权",
          "provider's role=our role; what is not listed gives no right");
  static final Setting<String> OIDC_ORGANISATION_CLAIM =
      Setting.text(
          "oidc.organisation-claim",
          "",
          "单位代码声明的路径",
          "path of the claim with the organisation's code");
  static final Setting<String> OIDC_AREA_CLAIM =
      Setting.text("oidc.area-claim", "", "区划代码声明的路径", "path of the claim with the division code");
  static final Setting<List<String>> OIDC_ACR =
      Setting.list(
          "oidc.acr-values",
          "",
          "要求的认证强度（acr），须出现在 ID token",
          "strength of sign-in (acr) to ask for, which the ID token must then show");
  static final Setting<List<String>> OUTBOUND_PRIVATE =
      Setting.list(
          "outbound.private-hosts",
          "",
          "允许位于内网地址的外连主机名",
          "host names the server may ask although they lie at private addresses");
  static final Setting<Boolean> OUTBOUND_LOOPBACK =
      Setting.flag(
          "outbound.plain-loopback",
          false,
          "允许以 http 访问本机（仅测试）",
          "plain http to this very machine is allowed (for tests)");
  static final Setting<String> OUTBOUND_CERTIFICATES =
      Setting.text(
          "outbound.trusted-certificates",
          "",
          "外连时另行信任的 CA 证书（PEM 文件）",
          "PEM file with further certificate authorities for what the server asks");
  static final Setting<List<String>> OUTBOUND_PLAIN =
      Setting.list(
          "outbound.plain-hosts",
          "",
          "允许以 http（不加密）访问的外连主机名，如内网地图服务器；位于内网地址的还须列入 outbound.private-hosts",
          "host names the server may ask by plain http, as a map server in the own network; at a"
              + " private address outbound.private-hosts is needed too");
  static final Setting<Duration> FOREIGN_TIME =
      Setting.duration(
          "foreign.time",
          "PT8S",
          "外部地图服务：从提问到收完应答的时限",
          "foreign map servers: time from asking to the last byte of the answer");
  static final Setting<Integer> FOREIGN_CONCURRENCY =
      Setting.number(
          "foreign.concurrency",
          16,
          1,
          32,
          "外部地图服务：每个服务器同时进行的请求数；满则立即回 503",
          "foreign map servers: questions under way at one server; when full the answer is 503 at"
              + " once");
  static final Setting<Integer> FOREIGN_LARGEST =
      Setting.number(
          "foreign.picture-limit-kb",
          4096,
          16,
          65_536,
          "外部地图服务：单幅图片上限（KB）",
          "foreign map servers: largest picture, KB");
  static final Setting<Integer> FOREIGN_FAILURES =
      Setting.number(
          "foreign.failures",
          5,
          1,
          1_000,
          "外部地图服务：连续失败多少次后熔断",
          "foreign map servers: failures in a row after which a server is left alone");
  static final Setting<Duration> FOREIGN_PAUSE =
      Setting.duration(
          "foreign.pause",
          "PT15S",
          "外部地图服务：熔断多久后再试一次",
          "foreign map servers: how long a failing one is left alone before one question tries"
              + " again");
  static final Setting<Duration> FOREIGN_FRESH =
      Setting.duration(
          "foreign.fresh",
          "PT10M",
          "外部地图服务：图片多久内不再重新请求",
          "foreign map servers: how long a picture is shown without asking again");
  static final Setting<Duration> FOREIGN_KEEP =
      Setting.duration(
          "foreign.keep",
          "PT24H",
          "外部地图服务：服务器不应答时，旧图片（注明时间）最多保留多久",
          "foreign map servers: how long an old picture is shown, with its age, while the server"
              + " does not answer");
  static final Setting<Integer> FOREIGN_CACHE =
      Setting.number(
          "foreign.cache-mb",
          48,
          1,
          16_384,
          "外部地图服务：图片缓存内存（MiB）",
          "foreign map servers: MiB of memory for pictures");
  static final Setting<Duration> FOREIGN_REREAD =
      Setting.duration(
          "foreign.reread",
          "PT15M",
          "外部地图服务：能力文档与 WFS 要素多久重读一次",
          "foreign map servers: how often capabilities and features of WFS layers are read anew");
  static final Setting<Integer> FOREIGN_FEATURES =
      Setting.number(
          "foreign.most-features",
          20_000,
          1,
          1_000_000,
          "外部地图服务：一个 WFS 图层最多复制多少要素（存于内存）",
          "foreign map servers: features copied of one WFS layer, kept in memory");
  static final Setting<String> GEOSERVER_URL =
      Setting.text(
          "geoserver.url",
          "",
          "发布图层的 GeoServer 地址，如 https://maps.example.org/geoserver；为空则不发布（须用 PostGIS）",
          "the GeoServer that layers are published to, as https://maps.example.org/geoserver; empty"
              + " for none (needs PostGIS)");
  static final Setting<String> GEOSERVER_USER =
      Setting.text("geoserver.user", "admin", "GeoServer 管理账号", "its administrator");
  static final Setting<String> GEOSERVER_PASSWORD =
      Setting.text("geoserver.password", "", "其口令", "his password");
  static final Setting<String> GEOSERVER_PASSWORD_FILE =
      Setting.text(
          "geoserver.password-file",
          "",
          "含该口令的文件，代替 geoserver.password",
          "file with that password, in place of geoserver.password");
  static final Setting<String> GEOSERVER_WORKSPACE =
      Setting.text(
          "geoserver.workspace",
          "chengtu",
          "GeoServer 工作区，由本系统独占",
          "workspace there; it is ours alone");
  static final Setting<String> GEOSERVER_ROLE =
      Setting.text(
          "geoserver.role",
          "planner",
          "按哪个角色的可见范围发布图层与字段",
          "role with whose eyes layers and fields are published");
  static final Setting<List<String>> GEOSERVER_READERS =
      Setting.list(
          "geoserver.readers",
          "ROLE_AUTHENTICATED",
          "GeoServer 中可读“有条件共享”图层的角色；“无条件共享”的人人可读",
          "GeoServer's roles that may read conditionally shared layers; unconditional ones are for"
              + " everybody");
  static final Setting<Duration> GEOSERVER_EVERY =
      Setting.duration(
          "geoserver.every",
          "PT5M",
          "核对 GeoServer 的间隔（变更后立即核对）",
          "how often the GeoServer is looked at, beside at once after changes");
  static final Setting<String> GEOSERVER_DB_HOST =
      Setting.text(
          "geoserver.db-host",
          "127.0.0.1",
          "GeoServer 所见的数据库主机",
          "database host as the GeoServer sees it");
  static final Setting<Integer> GEOSERVER_DB_PORT =
      Setting.number(
          "geoserver.db-port",
          5432,
          1,
          65535,
          "GeoServer 所见的数据库端口",
          "database port as the GeoServer sees it");
  static final Setting<String> GEOSERVER_DB_NAME =
      Setting.text("geoserver.db-name", "chengtu", "数据库名", "name of the database");
  static final Setting<String> GEOSERVER_DB_USER =
      Setting.text(
          "geoserver.db-user",
          "chengtu_reader",
          "GeoServer 使用的只读数据库角色（chengtu geoserver role 打印建立它的 SQL）",
          "database role the GeoServer reads with; 'chengtu geoserver role' prints the SQL that"
              + " makes it");
  static final Setting<String> GEOSERVER_DB_PASSWORD =
      Setting.text("geoserver.db-password", "", "该角色的口令", "its password");
  static final Setting<String> CERTIFICATE_HEADER =
      Setting.text(
          "certificate.header",
          "",
          "前置代理传递客户端证书主题的请求头，如 X-Client-Cert-Subject；为空则不启用证书登录",
          "header in which the proxy passes the subject of the client's certificate; empty turns"
              + " sign-in by certificate off");
  static final Setting<String> CERTIFICATE_SECRET_HEADER =
      Setting.text(
          "certificate.proxy-secret-header",
          "X-Proxy-Secret",
          "代理证明自己的请求头",
          "header in which the proxy proves itself");
  static final Setting<String> CERTIFICATE_SECRET =
      Setting.text(
          "certificate.proxy-secret",
          "",
          "其中须有的密钥（至少 20 字符）",
          "the secret that must stand in it, at least 20 characters");
  static final Setting<String> CERTIFICATE_SECRET_FILE =
      Setting.text(
          "certificate.proxy-secret-file",
          "",
          "含该密钥的文件，代替 certificate.proxy-secret",
          "file with that secret, in place of certificate.proxy-secret");
  static final Setting<String> CERTIFICATE_ATTRIBUTE =
      Setting.text(
          "certificate.account-attribute",
          "CN",
          "证书主题中作为账号名的属性",
          "attribute of the subject that names the account");
  static final Setting<List<String>> CERTIFICATE_WITHIN =
      Setting.list(
          "certificate.subject-within",
          "",
          "证书主题还须含有的属性，如 O=云巷市",
          "attributes the subject must have too, as O=云巷市");

  static final Setting<String> METRICS_TOKEN =
      Setting.text(
          "metrics.token",
          "",
          "读取 /metrics 的口令（Authorization: Bearer）；为空则只许本机读取",
          "secret with which /metrics is read (Authorization: Bearer); empty: from this machine"
              + " only");

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
          DATABASE_PATIENCE,
          DATABASE_CACHE,
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
          PRINT_FONT,
          LOADS_FILE,
          LOADS_SPOOL,
          LOADS_KEEP,
          LOADS_RUNNING,
          DISK_WARN,
          DISK_RESERVE,
          STOP_GRACE,
          METRICS_TOKEN,
          PUBLIC_URL,
          OGC_GUEST,
          TILE_CACHE,
          EDIT_VERTICES,
          EDIT_ITEMS,
          REVIEW_BY_ANOTHER,
          TRUSTED_PROXIES,
          FACTOR_ROLES,
          SEPARATE_ADMINISTRATORS,
          OIDC_ISSUER,
          OIDC_CLIENT,
          OIDC_SECRET,
          OIDC_SECRET_FILE,
          OIDC_SCOPES,
          OIDC_ACCOUNT_CLAIM,
          OIDC_ROLES_CLAIM,
          OIDC_ROLE_MAP,
          OIDC_ORGANISATION_CLAIM,
          OIDC_AREA_CLAIM,
          OIDC_ACR,
          OUTBOUND_PRIVATE,
          OUTBOUND_LOOPBACK,
          OUTBOUND_CERTIFICATES,
          OUTBOUND_PLAIN,
          FOREIGN_TIME,
          FOREIGN_CONCURRENCY,
          FOREIGN_LARGEST,
          FOREIGN_FAILURES,
          FOREIGN_PAUSE,
          FOREIGN_FRESH,
          FOREIGN_KEEP,
          FOREIGN_CACHE,
          FOREIGN_REREAD,
          FOREIGN_FEATURES,
          GEOSERVER_URL,
          GEOSERVER_USER,
          GEOSERVER_PASSWORD,
          GEOSERVER_PASSWORD_FILE,
          GEOSERVER_WORKSPACE,
          GEOSERVER_ROLE,
          GEOSERVER_READERS,
          GEOSERVER_EVERY,
          GEOSERVER_DB_HOST,
          GEOSERVER_DB_PORT,
          GEOSERVER_DB_NAME,
          GEOSERVER_DB_USER,
          GEOSERVER_DB_PASSWORD,
          CERTIFICATE_HEADER,
          CERTIFICATE_SECRET_HEADER,
          CERTIFICATE_SECRET,
          CERTIFICATE_SECRET_FILE,
          CERTIFICATE_ATTRIBUTE,
          CERTIFICATE_WITHIN);

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
