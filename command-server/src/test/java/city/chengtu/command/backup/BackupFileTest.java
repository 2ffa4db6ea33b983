package city.chengtu.command.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.journal.StateJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Back-ups as files: what is cut short, altered, hostile or sealed with another key is refused. */
class BackupFileTest {
  private static final TableShape NOTES =
      new TableShape("incident_note", List.of(new TableShape.Column("text", ColumnKind.TEXT)));
  private static final BackupHeader HEADER =
      new BackupHeader(
          BackupHeader.FORMAT,
          1,
          "test",
          Instant.parse("2026-01-31T06:32:00Z"),
          "h2",
          new BackupHeader.Head(7, "ab", "SHA_256"),
          List.of("1"),
          List.of(NOTES));

  @TempDir private Path folder;

  static Backup.Made check(byte[] backup) throws IOException {
    BackupCheck check = new BackupCheck(Progress.NONE);
    BackupReader.read(new ByteArrayInputStream(backup), check);
    return check.made();
  }

  private static byte[] backup(int rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Random random = new Random(11);
    try (BackupWriter writer = new BackupWriter(out)) {
      writer.header(BackupWriter.json(HEADER));
      writer.table(NOTES.name());
      for (int i = 0; i < rows; i++) {
        byte[] line =
            ("[\"" + Long.toHexString(random.nextLong()) + "\"]").getBytes(StandardCharsets.UTF_8);
        writer.row(line, line.length);
      }
      writer.tableEnd();
      writer.file("keys/journal-signing.key", new byte[] {1, 2});
      writer.end();
    }
    return out.toByteArray();
  }

  private BackupKey key(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      BackupKey.make(file);
    }
    return BackupKey.ofFile(file);
  }

  private static byte[] sealed(byte[] content, BackupKey key) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream sealing = BackupFile.sealing(out, Optional.of(key))) {
      sealing.write(content);
    }
    return out.toByteArray();
  }

  private Backup.Made verify(byte[] file, BackupKey key) throws IOException {
    Path path = Files.write(folder.resolve("backup"), file);
    return BackupFile.verify(path, Optional.ofNullable(key), Progress.NONE);
  }

  @Test
  void aSealedBackupOpensWithItsKeyOnly() throws Exception {
    byte[] plain = backup(20_000);
    byte[] sealed = sealed(plain, key("key"));
    Backup.Made made = verify(sealed, key("key"));
    assertThat(made.digest()).isEqualTo(check(plain).digest());
    assertThat(made.digest().rows()).isEqualTo(20_000);
    assertThat(made.header()).isEqualTo(HEADER);

    assertThatThrownBy(() -> verify(sealed, key("other")))
        .isInstanceOf(DamagedBackupException.class)
        .hasMessageContaining("another key");
    assertThatThrownBy(() -> verify(sealed, null)).hasMessageContaining("is sealed");
    assertThatThrownBy(() -> verify(sealed, BackupKey.ofPhrase("a long pass phrase")))
        .hasMessageContaining("key file");
    assertThat(sealed(plain, key("key"))).isNotEqualTo(sealed);
  }

  @Test
  void aPassPhraseSealsToo() throws Exception {
    byte[] sealed = sealed(backup(10), BackupKey.ofPhrase("城市指挥 correct horse"));
    assertThat(verify(sealed, BackupKey.ofPhrase("城市指挥 correct horse")).digest().rows())
        .isEqualTo(10);
    assertThatThrownBy(() -> verify(sealed, BackupKey.ofPhrase("城市指挥 correct house")))
        .isInstanceOf(DamagedBackupException.class);
    assertThatThrownBy(() -> BackupKey.ofPhrase("short")).hasMessageContaining("at least");
  }

  @Test
  void everyCutAndEveryFlippedBitOfASealedBackupIsFound() throws Exception {
    byte[] sealed = sealed(backup(20_000), key("key"));
    int chunk = SealHeader.LENGTH + Seal.CHUNK + Seal.TAG;
    assertThat(sealed.length).isGreaterThan(chunk + 100);
    for (int cut :
        List.of(
            0, 5, SealHeader.LENGTH, SealHeader.LENGTH + 3, chunk, chunk + 1, sealed.length - 1)) {
      assertThatThrownBy(() -> verify(Arrays.copyOf(sealed, cut), key("key")))
          .as("cut at " + cut)
          .isInstanceOf(DamagedBackupException.class);
    }
    Random random = new Random(3);
    for (int i = 0; i < 40; i++) {
      byte[] flipped = sealed.clone();
      int at = i < 12 ? i : random.nextInt(sealed.length);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> verify(flipped, key("key")))
          .as("flipped at " + at)
          .isInstanceOfAny(DamagedBackupException.class, IllegalArgumentException.class);
    }
    byte[] longer = Arrays.copyOf(sealed, sealed.length + 1);
    assertThatThrownBy(() -> verify(longer, key("key"))).isInstanceOf(DamagedBackupException.class);
  }

  @Test
  void everyCutAndEveryChangedRowOfAnOpenBackupIsFound() throws Exception {
    byte[] plain = backup(3_000);
    for (int cut : List.of(0, 1, 100, plain.length / 2, plain.length - 400)) {
      assertThatThrownBy(() -> check(Arrays.copyOf(plain, cut)))
          .as("cut at " + cut)
          .isInstanceOf(DamagedBackupException.class);
    }
    assertThatThrownBy(
            () ->
                check(
                    zip(
                        "backup.json",
                        json(HEADER),
                        "tables/incident_note.jsonl",
                        "[\"a\"]\n",
                        "end.json",
                        end("[\"b\"]"))))
        .isInstanceOf(DamagedBackupException.class)
        .hasMessageContaining("altered");
    assertThat(
            check(
                    zip(
                        "backup.json",
                        json(HEADER),
                        "tables/incident_note.jsonl",
                        "[\"a\"]\n",
                        "end.json",
                        end("[\"a\"]")))
                .digest()
                .rows())
        .isEqualTo(1);
  }

  @Test
  void namesInABackupAreNotBelieved() throws Exception {
    for (String name :
        List.of(
            "../evil",
            "keys/../../evil",
            "keys/.hidden",
            "/etc/passwd",
            "tables/../../x.jsonl",
            "tables/journal_entry.jsonl",
            "keys/a/b",
            "keys/a\\b",
            "settings.properties/x")) {
      assertThatThrownBy(() -> check(zip("backup.json", json(HEADER), name, "x")))
          .as(name)
          .isInstanceOf(DamagedBackupException.class);
    }
    assertThatThrownBy(() -> check(zip("keys/a", "x"))).hasMessageContaining("no back-up");
    assertThatThrownBy(() -> check("something else".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("no back-up");
    assertThatThrownBy(
            () -> check(zip("backup.json", json(HEADER), "keys/large", "x".repeat(1_000_001))))
        .hasMessageContaining("larger");
    assertThatThrownBy(
            () ->
                new DataFolder(folder)
                    .put(new TreeMap<>(java.util.Map.of("keys/../out", new byte[1]))))
        .isInstanceOf(DamagedBackupException.class);
  }

  @Test
  void aBackupOfANewerFormatSaysSo() throws Exception {
    String newer = json(HEADER).replace("\"formatVersion\":1", "\"formatVersion\":2");
    assertThatThrownBy(() -> check(zip("backup.json", newer))).hasMessageContaining("too old");
  }

  @Test
  void theDataFolderGivesKeysOnRequestAndNeverSecrets() throws Exception {
    Files.createDirectories(folder.resolve("keys"));
    Files.write(folder.resolve("keys/secrets.key"), new byte[] {7});
    Files.writeString(
        folder.resolve("chengtu.properties"),
        "db.password=geheim\nnode=节点\ndb=jdbc:postgresql://a/b?password=geheim&x=1\n");
    DataFolder data = new DataFolder(folder);
    assertThat(data.files(false).keySet()).containsExactly("settings.properties");
    String settings =
        new String(data.files(true).get("settings.properties"), StandardCharsets.UTF_8);
    assertThat(settings).doesNotContain("geheim").contains("node=").contains("x\\=1");

    Path other = Files.createDirectories(folder.resolve("other/keys")).getParent();
    Files.write(other.resolve("keys/secrets.key"), new byte[] {8});
    new DataFolder(other).put(data.files(true));
    assertThat(other.resolve("keys/secrets.key")).hasBinaryContent(new byte[] {7});
    assertThat(other.resolve("chengtu.properties.restored")).exists();
    try (var files = Files.list(other.resolve("keys"))) {
      assertThat(files.filter(f -> f.toString().contains(".before-"))).hasSize(1);
    }
  }

  /** The back-up as a program with one more script would begin it. */
  static byte[] withMigration(byte[] backup, String version) throws IOException {
    BackupHeader h = check(backup).header();
    List<String> more = new java.util.ArrayList<>(h.migrations());
    more.add(version);
    return zip(
        "backup.json",
        json(
            new BackupHeader(
                h.format(), 1, "9.9.0", h.madeAt(), h.store(), h.journal(), more, h.tables())));
  }

  private static String json(Object state) {
    return StateJson.write(state);
  }

  private static String end(String row) {
    TableSum.Adder adder = new TableSum.Adder();
    byte[] line = row.getBytes(StandardCharsets.UTF_8);
    adder.add(line, line.length);
    TreeMap<String, TableSum> sums = new TreeMap<>();
    sums.put(NOTES.name(), adder.sum());
    return json(new BackupEnd(TableSum.hex(json(HEADER)), sums, new TreeMap<>()));
  }

  private static byte[] zip(String... namesAndContents) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndContents[i]));
        zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }
}
