package city.chengtu.gis.ingest.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A .zip whose members are read where they are: nothing is ever unpacked under a name the archive
 * chose. Names without the UTF-8 flag are read as UTF-8 where they are that, else as GBK, which is
 * what Chinese Windows writes. A member that would lead out of a folder, an archive with too many
 * members, and one that unpacks to too much are refused.
 */
public final class Archive implements AutoCloseable {
  private static final long FREE_BYTES = 10L << 20;

  private final ZipFile zip;
  private final String name;
  private final SourceLimits limits;
  private final Map<String, Content> members = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();

  private Archive(ZipFile zip, String name, SourceLimits limits) {
    this.zip = zip;
    this.name = name;
    this.limits = limits;
  }

  /**
   * @throws SourceException when it is no .zip, or one that must not be touched
   */
  public static Archive open(Path file, SourceLimits limits) throws IOException {
    String name = String.valueOf(file.getFileName());
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
    } catch (ZipException e) {
      throw new SourceException(name + ": not a zip archive: " + e.getMessage(), e);
    }
    Archive archive = new Archive(zip, name, limits);
    try {
      archive.look();
      return archive;
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private void look() throws IOException {
    if (zip.size() > limits.members()) {
      throw new SourceException(
          name + ": has " + zip.size() + " members, the most is " + limits.members());
    }
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String member = decode(entry.getName());
      requireHarmless(member);
      if (!entry.isDirectory() && !isLitter(member)) {
        members.put(member, new Member(entry, member));
      }
    }
  }

  /** The archive was opened as Latin-1: a name within it is the bytes as they stand. */
  private String decode(String raw) {
    boolean flagged = raw.chars().anyMatch(c -> c > 0xff);
    if (flagged || raw.chars().allMatch(c -> c < 0x80)) {
      return raw;
    }
    TextEncoding encoding = TextEncoding.guess(raw.getBytes(StandardCharsets.ISO_8859_1));
    String remark =
        "Names of the archive's members are " + encoding.label() + ", without the UTF-8 flag.";
    if (!remarks.contains(remark)) {
      remarks.add(remark);
    }
    return new String(raw.getBytes(StandardCharsets.ISO_8859_1), encoding.charset());
  }

  private void requireHarmless(String member) throws SourceException {
    String path = member.replace('\\', '/');
    boolean out =
        path.startsWith("/")
            || path.matches("(?s)[A-Za-z]:.*")
            || path.indexOf('\0') >= 0
            || List.of(path.split("/")).contains("..");
    if (out) {
      throw new SourceException(
          name + ": the member '" + member + "' leads out of the archive; nothing of it is read");
    }
  }

  private static boolean isLitter(String member) {
    return member.startsWith("__MACOSX/") || member.endsWith(".DS_Store");
  }

  /** By name within the archive, folders included, in the archive's order. */
  public Map<String, Content> members() {
    return Collections.unmodifiableMap(members);
  }

  /** The first member that ends so, whatever its case. */
  public Optional<Content> ending(String suffix) {
    return members.entrySet().stream()
        .filter(e -> e.getKey().toLowerCase(Locale.ROOT).endsWith(suffix))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** What somebody should know, in whole sentences. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private final class Member implements Content {
    private final ZipEntry entry;
    private final String path;

    Member(ZipEntry entry, String path) {
      this.entry = entry;
      this.path = path;
    }

    @Override
    public String name() {
      return path;
    }

    @Override
    public long size() {
      return entry.getSize();
    }

    @Override
    public InputStream open() throws IOException {
      long packed = Math.max(0, entry.getCompressedSize());
      long most = Math.min(limits.bytes(), Math.max(FREE_BYTES, packed * limits.packing()));
      if (entry.getSize() > most) {
        throw new SourceException(
            path + ": would unpack to " + entry.getSize() + " bytes, the most is " + most);
      }
      try {
        return new Content.Limited(
            new BufferedInputStream(zip.getInputStream(entry), 1 << 16), most, path);
      } catch (ZipException e) {
        throw new SourceException(path + ": cannot be unpacked: " + e.getMessage(), e);
      }
    }
  }
}
