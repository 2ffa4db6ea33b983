package city.chengtu.command.vulnerabilities;

/**
 * A library by its Maven coordinates.
 *
 * @param file where it was found
 */
public record Library(String group, String artifact, String version, String file) {
  /** As OSV names packages of Maven. */
  String name() {
    return group + ":" + artifact;
  }
}
