package city.chengtu.command.server;

import city.chengtu.command.access.CidrBlock;
import city.chengtu.command.access.ProxySettings;
import city.chengtu.command.access.SignInSettings;
import city.chengtu.command.access.SignInWays;
import city.chengtu.command.access.factor.SecretBox;
import city.chengtu.command.access.oidc.OidcProvider;
import city.chengtu.command.access.oidc.OidcSettings;
import city.chengtu.command.outbound.OutboundClient;
import city.chengtu.command.outbound.OutboundSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of signing in, checked together: what one needs of the other is asked at start. */
final class SignInOptions {
  private static final int SHORTEST_SECRET = 20;

  private final Settings settings;

  SignInOptions(Settings settings) {
    this.settings = settings;
  }

  SignInSettings rules() {
    boolean secure =
        !settings.get(Settings.TLS_CERTIFICATE).isEmpty()
            || settings.get(Settings.BEHIND_TLS_PROXY);
    return new SignInSettings(
        secure,
        Set.copyOf(settings.get(Settings.ALLOWED_ORIGINS)),
        Set.copyOf(settings.get(Settings.FACTOR_ROLES)),
        settings.get(Settings.SEPARATE_ADMINISTRATORS));
  }

  OutboundSettings outbound() {
    return new OutboundSettings(
        lower(settings.get(Settings.OUTBOUND_PRIVATE)),
        settings.get(Settings.OUTBOUND_LOOPBACK),
        lower(settings.get(Settings.OUTBOUND_PLAIN)),
        settings.get(Settings.OUTBOUND_CERTIFICATES));
  }

  private static Set<String> lower(List<String> hosts) {
    return hosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /**
   * @param data the data folder, with the keys
   * @throws IllegalArgumentException naming the setting that is missing or badly set
   */
  SignInWays ways(Path data, OutboundClient http, Clock clock) {
    List<CidrBlock> proxies =
        settings.get(Settings.TRUSTED_PROXIES).stream().map(SignInOptions::block).toList();
    Optional<OidcSettings> oidc = oidc();
    return new SignInWays(
        SecretBox.in(data.resolve("keys")),
        oidc.map(o -> new OidcProvider(o, http, clock)),
        oidc.map(o -> Set.copyOf(o.roleMap().values())).orElse(Set.of()),
        proxy(proxies),
        proxies);
  }

  private static CidrBlock block(String text) {
    try {
      return CidrBlock.of(text);
    } catch (IllegalArgumentException e) {
      throw bad(Settings.TRUSTED_PROXIES, e.getMessage());
    }
  }

  private Optional<OidcSettings> oidc() {
    if (settings.get(Settings.OIDC_ISSUER).isEmpty()) {
      return Optional.empty();
    }
    URI base = url(Settings.PUBLIC_URL);
    String own = base.toString().replaceAll("/$", "");
    return Optional.of(
        new OidcSettings(
            url(Settings.OIDC_ISSUER),
            needed(Settings.OIDC_CLIENT),
            secret(Settings.OIDC_SECRET, Settings.OIDC_SECRET_FILE),
            URI.create(own + "/api/v1/session/provider/callback"),
            URI.create(own + "/"),
            needed(Settings.OIDC_SCOPES),
            needed(Settings.OIDC_ACCOUNT_CLAIM),
            needed(Settings.OIDC_ROLES_CLAIM),
            settings.get(Settings.OIDC_ORGANISATION_CLAIM),
            settings.get(Settings.OIDC_AREA_CLAIM),
            roleMap(),
            settings.get(Settings.OIDC_ACR)));
  }

  private URI url(Setting<String> setting) {
    try {
      URI uri = URI.create(needed(setting));
      if (uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw bad(setting, "is no URL");
    }
    throw bad(setting, "must be a URL as https://id.example.org/realm, without query");
  }

  private Map<String, String> roleMap() {
    Map<String, String> map = new LinkedHashMap<>();
    for (String pair : settings.get(Settings.OIDC_ROLE_MAP)) {
      String[] parts = pair.split("=", 2);
      if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
        throw bad(Settings.OIDC_ROLE_MAP, "'" + pair + "' is not provider's role=our role");
      }
      map.put(parts[0].strip(), parts[1].strip());
    }
    if (map.isEmpty()) {
      throw bad(Settings.OIDC_ROLE_MAP, "is needed: without it nobody could come in");
    }
    return map;
  }

  private Optional<ProxySettings> proxy(List<CidrBlock> proxies) {
    String header = settings.get(Settings.CERTIFICATE_HEADER);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    if (proxies.isEmpty()) {
      throw bad(Settings.TRUSTED_PROXIES, "is needed for sign-in by certificate");
    }
    String secret = secret(Settings.CERTIFICATE_SECRET, Settings.CERTIFICATE_SECRET_FILE);
    if (secret.length() < SHORTEST_SECRET) {
      throw bad(Settings.CERTIFICATE_SECRET, "must have at least 20 characters");
    }
    return Optional.of(
        new ProxySettings(
            header,
            proxies,
            needed(Settings.CERTIFICATE_SECRET_HEADER),
            secret,
            needed(Settings.CERTIFICATE_ATTRIBUTE),
            settings.get(Settings.CERTIFICATE_WITHIN)));
  }

  private String needed(Setting<String> setting) {
    String value = settings.get(setting);
    if (value.isBlank()) {
      throw bad(setting, "is needed");
    }
    return value.strip();
  }

  private String secret(Setting<String> plain, Setting<String> file) {
    String name = settings.get(file);
    if (name.isEmpty()) {
      return settings.get(plain);
    }
    try {
      return Files.readString(Path.of(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("setting " + file.key() + ": cannot read " + name, e);
    }
  }

  private static IllegalArgumentException bad(Setting<?> setting, String why) {
    return new IllegalArgumentException("setting " + setting.key() + " " + why);
  }
}
