package city.chengtu.command.server;

import city.chengtu.command.backup.BackupKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** With what a back-up is sealed or opened. */
final class BackupKeyOptions {
  static final String VARIABLE = "CHENGTU_BACKUP_PASSPHRASE";

  @Option(
      names = "--encrypt-with",
      paramLabel = "KEYFILE",
      description = {
        "密钥文件（backup new-key 生成） key file, made by 'backup new-key';",
        "without it the pass phrase in the variable CHENGTU_BACKUP_PASSPHRASE, if set"
      })
  private Path keyFile;

  Optional<BackupKey> key() throws IOException {
    if (keyFile != null) {
      return Optional.of(BackupKey.ofFile(keyFile));
    }
    return Optional.ofNullable(System.getenv(VARIABLE))
        .filter(phrase -> !phrase.isEmpty())
        .map(BackupKey::ofPhrase);
  }
}
