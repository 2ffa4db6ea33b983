package city.chengtu.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every relative link in every Markdown page of the project leads to a file, and to a heading of it
 * where it names one.
 */
class DocumentLinksTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".m2");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    List<Path> pages = pages();
    for (Path page : pages) {
      Matcher link = LINK.matcher(CODE.matcher(text(page)).replaceAll(""));
      while (link.find()) {
        if (!leadsSomewhere(page, link.group(1))) {
          broken.add(PROJECT.relativize(page) + " → " + link.group(1));
        }
      }
    }
    assertThat(pages).as("pages found").isNotEmpty();
    assertThat(broken).as("broken links").isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String target) throws IOException {
    if (target.matches("[a-z]+:.*")) {
      return true; // the outside world is not checked: tests run without a network
    }
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!file.startsWith(PROJECT) || !Files.exists(file)) {
      return false;
    }
    return parts.length == 1
        || !file.toString().endsWith(".md")
        || headings(file).contains(parts[1]);
  }

  /** Headings as the usual renderers turn them into anchors. */
  private static Set<String> headings(Path page) throws IOException {
    Set<String> anchors = new HashSet<>();
    Matcher heading = HEADING.matcher(text(page));
    while (heading.find()) {
      anchors.add(
          heading
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }

  private static String text(Path page) throws IOException {
    return Files.readString(page, StandardCharsets.UTF_8);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    Files.walkFileTree(
        PROJECT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              pages.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return pages;
  }
}
