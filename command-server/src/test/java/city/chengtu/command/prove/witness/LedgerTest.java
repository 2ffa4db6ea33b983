package city.chengtu.command.prove.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir private Path folder;

  private List<Integer> read(LedgerReader reader) {
    List<Integer> numbers = new ArrayList<>();
    reader.forEach(line -> numbers.add(line.path("n").asInt()));
    return numbers;
  }

  private void write(int number) {
    try (LedgerFile file = new LedgerFile(folder.resolve("writer-0.jsonl"))) {
      file.write(line -> line.put("n", number));
    }
  }

  @Test
  void aLineTornByAKillIsLeftOutAndSpoilsNoOther() throws Exception {
    write(1);
    Files.writeString(
        folder.resolve("writer-0.jsonl"), "{\"n\":2,\"pha", StandardOpenOption.APPEND);
    assertThat(read(new LedgerReader(folder, "writer-"))).containsExactly(1);
    write(3);
    assertThat(read(new LedgerReader(folder, "writer-"))).containsExactly(1, 3);
  }

  @Test
  void whatIsWrittenDuringACheckIsLeftForTheNext() {
    write(1);
    LedgerReader reader = new LedgerReader(folder, "writer-");
    write(2);
    assertThat(read(reader)).containsExactly(1);
    assertThat(read(reader)).as("read twice").containsExactly(1);
  }

  @Test
  void otherFilesAreNotRead() {
    write(1);
    assertThat(read(new LedgerReader(folder, "watcher-"))).isEmpty();
  }
}
