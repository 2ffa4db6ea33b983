package city.chengtu.command.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Whom a certificate names that a proxy in front has checked. Believed only from the proxy's own
 * address and with the secret that only it knows; from anybody else the header is as if it were not
 * there.
 */
final class ClientCertificates {
  /** One element of {@code X-Forwarded-Client-Cert}; quotes in it are escaped. */
  private static final Pattern ELEMENT =
      Pattern.compile("(?:^|[;,])Subject=\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);

  private static final int LONGEST = 2_000;

  private final ProxySettings settings;

  ClientCertificates(ProxySettings settings) {
    this.settings = settings;
  }

  /** Does this request come through the proxy, with a certificate? */
  boolean isShown(Hop hop) {
    return isTrusted(hop) && !hop.all(settings.header()).isEmpty();
  }

  private boolean isTrusted(Hop hop) {
    List<String> secrets = hop.all(settings.secretHeader());
    return settings.proxies().stream().anyMatch(block -> block.holds(hop.peer()))
        && secrets.size() == 1
        && Secrets.same(secrets.get(0), settings.secret());
  }

  /**
   * The account that the certificate names.
   *
   * @throws Unusable when it names none, or nobody believable says so
   */
  String account(Hop hop) throws Unusable {
    if (!isTrusted(hop)) {
      throw new Unusable("not-from-the-proxy");
    }
    List<String> headers = hop.all(settings.header());
    if (headers.size() != 1 || headers.get(0).isBlank() || headers.get(0).length() > LONGEST) {
      throw new Unusable("no-certificate"); // two headers: somebody added one on the way
    }
    return account(headers.get(0));
  }

  String account(String header) throws Unusable {
    try {
      List<Rdn> subject = new LdapName(subject(header)).getRdns();
      for (String needed : settings.within()) {
        Rdn wanted = new Rdn(needed);
        if (subject.stream().noneMatch(wanted::equals)) {
          throw new Unusable("subject-outside");
        }
      }
      List<String> names = subject.stream().flatMap(rdn -> value(rdn).stream()).toList();
      String name = names.size() == 1 ? AccountDesk.normal(names.get(0)) : "";
      if (!AccountDesk.isName(name)) {
        throw new Unusable("subject-names-no-account");
      }
      return name;
    } catch (InvalidNameException e) {
      throw new Unusable("subject-unreadable", e);
    }
  }

  private static String subject(String header) throws Unusable {
    if (!header.toLowerCase(Locale.ROOT).contains("subject=\"")) {
      return header;
    }
    Matcher element = ELEMENT.matcher(header);
    if (!element.find()) {
      throw new Unusable("subject-unreadable");
    }
    String subject = element.group(1).replaceAll("\\\\(\")", "$1");
    if (element.find()) {
      throw new Unusable("two-certificates"); // several proxies: which one checked it?
    }
    return subject;
  }

  private Optional<String> value(Rdn rdn) {
    return rdn.size() == 1
            && rdn.getType().equalsIgnoreCase(settings.attribute())
            && rdn.getValue() instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The certificate opens nothing; the message is the reason for the journal. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String reason) {
      super(reason);
    }

    Unusable(String reason, Throwable cause) {
      super(reason, cause);
    }
  }
}
