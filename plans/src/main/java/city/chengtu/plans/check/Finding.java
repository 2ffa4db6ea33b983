package city.chengtu.plans.check;

import city.chengtu.plans.model.Text;

/**
 * One thing wrong with a plan file.
 *
 * @param code stable, for machines and documents, e.g. {@code unknown-role}
 * @param file name of the plan file; empty until the reader has added it
 * @param line counted from 1; 0 when not known
 * @param path where in the file, e.g. {@code tasks[2].after[0]}
 */
public record Finding(
    String code, Severity severity, String file, int line, String path, Text message) {
  static Finding error(String code, String path, String zh, String en) {
    return new Finding(code, Severity.ERROR, "", 0, path, new Text(zh, en));
  }

  static Finding warning(String code, String path, String zh, String en) {
    return new Finding(code, Severity.WARNING, "", 0, path, new Text(zh, en));
  }

  /** The same finding with its place in a file. */
  public Finding at(String newFile, int newLine) {
    return new Finding(code, severity, newFile, newLine, path, message);
  }

  /** True when the plan cannot be used. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  @Override
  public String toString() {
    return "%s:%d %s %s %s: %s".formatted(file, line, severity, code, path, message.en());
  }
}
