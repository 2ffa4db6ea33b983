package city.chengtu.command.access.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
  @TempDir private Path folder;

  @Test
  void whatIsSealedOpensWithTheSameKeyForTheSameOwnerOnly() throws IOException {
    byte[] secret = "secret".getBytes(StandardCharsets.UTF_8);
    String sealed = SecretBox.in(folder).seal(secret, "wang");
    SecretBox again = SecretBox.in(folder);
    assertThat(again.open(sealed, "wang")).isEqualTo(secret);
    assertThat(again.seal(secret, "wang")).isNotEqualTo(sealed);
    assertThatThrownBy(() -> again.open(sealed, "zhang")).isInstanceOf(IllegalStateException.class);
    String changed = sealed.substring(0, sealed.length() - 6) + "AAAA==";
    assertThatThrownBy(() -> again.open(changed, "wang")).isInstanceOf(IllegalStateException.class);
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThatThrownBy(() -> SecretBox.in(other).open(sealed, "wang"))
        .hasMessageContaining(SecretBox.FILE);
  }

  @Test
  void theKeyIsItsOwnersOnlyAndMustBeWhole() throws IOException {
    SecretBox.in(folder);
    Path file = folder.resolve(SecretBox.FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
    Files.write(file, new byte[5]);
    assertThatThrownBy(() -> SecretBox.in(folder)).isInstanceOf(IllegalStateException.class);
  }
}
