package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FileSystemsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "nfs, true",
    "nfs4, true",
    "NFS, true",
    "cifs, true",
    "smbfs, true",
    "9p, true",
    "fuse.sshfs, true",
    "ext4, false",
    "xfs, false",
    "btrfs, false",
    "apfs, false",
    "NTFS, false",
    "tmpfs, false",
    "overlay, false",
  })
  void what_comes_over_a_network_is_not_safe_and_a_disk_is(String type, boolean unsafe) {
    assertThat(FileSystems.unsafe(type)).isEqualTo(unsafe);
  }

  @Test
  void a_directory_of_this_machine_is_safe() {
    assertThatCode(() -> FileSystems.check(directory.resolve("fairlead.db")))
        .doesNotThrowAnyException();
  }
}
