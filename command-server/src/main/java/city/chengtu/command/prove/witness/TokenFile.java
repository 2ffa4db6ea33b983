package city.chengtu.command.prove.witness;

import city.chengtu.command.replay.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The accounts that watch and write, each with a token: a file of lines {@code account token}.
 *
 * @param tokens by account, in the order of the file
 */
public record TokenFile(Map<String, String> tokens) {
  /** Sees every entry whole; reads journal and receipts for the checks. */
  static final String AUDITOR = "auditor";

  /** Accounts of the sample city that may give commands. */
  static final List<String> WRITERS =
      List.of("operator1", "operator2", "dispatcher", "shiftleader");

  /** Those that only look on, with lower rights. */
  static final List<String> ONLOOKERS = List.of("leader", "planner", "inspector", "handler");

  private static final String ADMINISTRATOR = "admin";
  private static final Duration LIFE = Duration.ofDays(2);

  public TokenFile {
    tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
  }

  public static TokenFile read(Path file) throws IOException {
    Map<String, String> tokens = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.strip().split("\\s+");
      if (words.length == 2) {
        tokens.put(words[0], words[1]);
      }
    }
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException(file + " has no line 'account token'");
    }
    return new TokenFile(tokens);
  }

  /**
   * Makes tokens for the accounts of a sample city.
   *
   * @param password of the sample's administrator; public, the sign-in page shows it
   */
  public static TokenFile make(URI node, String password) throws IOException, InterruptedException {
    List<String> accounts =
        java.util.stream.Stream.of(WRITERS, ONLOOKERS, List.of(AUDITOR))
            .flatMap(List::stream)
            .toList();
    return new TokenFile(
        new TokenRequest(node)
            .makeAll(ADMINISTRATOR, password, accounts, "prove", List.of("*", "see:*"), LIFE));
  }

  public void write(Path file) throws IOException {
    StringBuilder lines = new StringBuilder();
    tokens.forEach(
        (account, token) -> lines.append(account).append(' ').append(token).append('\n'));
    Files.writeString(file, lines);
  }

  /**
   * @throws IllegalArgumentException when the file has no token for it
   */
  String of(String account) {
    String token = tokens.get(account);
    if (token == null) {
      throw new IllegalArgumentException("the token file has no line for " + account);
    }
    return token;
  }

  /** Those of these accounts that have a token, in their order. */
  List<String> known(List<String> accounts) {
    return accounts.stream().filter(tokens::containsKey).toList();
  }

  @Override
  public String toString() {
    return "TokenFile" + tokens.keySet();
  }
}
