package city.chengtu.command.prove;

import java.util.Locale;

/** What the nodes keep the city in. */
enum Store {
  /** Two nodes, a primary and a standby. */
  POSTGIS,
  /** One node with its embedded file. */
  H2;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
