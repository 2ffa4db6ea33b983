package city.chengtu.command.prove.witness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * How the test kit steers a witness: one command a line comes in, one line of JSON goes out for
 * each. The end of the input is the command {@code stop}: a witness whose kit has died does not
 * live on.
 */
final class Steering {
  static final String STOP = "stop";
  private final BufferedReader in;
  private final PrintWriter out;

  Steering(InputStream in, PrintWriter out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  /** Answers commands until {@code stop} is answered. */
  void run(Function<List<String>, Object> answer) throws IOException {
    String line;
    do {
      line = in.readLine();
      List<String> words = line == null ? List.of(STOP) : List.of(line.strip().split("\\s+"));
      out.println(city.chengtu.command.journal.StateJson.write(reply(answer, words)));
      out.flush();
      if (STOP.equals(words.get(0))) {
        return;
      }
    } while (line != null);
  }

  private static Object reply(Function<List<String>, Object> answer, List<String> words) {
    try {
      return answer.apply(words);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return java.util.Map.of("error", String.valueOf(e.getMessage()));
    }
  }

  /** What there is to say once the witness works. */
  void say(Object what) {
    out.println(city.chengtu.command.journal.StateJson.write(what));
    out.flush();
  }
}
