package dev.fairlead.tools.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorkspaceTest {
  @TempDir private Path temp;

  @Test
  void a_project_becomes_a_root_by_its_real_path() throws IOException {
    Path home = Files.createDirectories(temp.toRealPath().resolve("home/me"));
    Path project = Files.createDirectories(home.resolve("project"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), project);

    assertThat(Workspace.of(List.of(link, project), List.of(home), null))
        .isEqualTo(new Workspace(List.of(project)));
  }

  @Test
  void what_holds_too_much_is_refused_with_the_reason() throws IOException {
    Path home = Files.createDirectories(temp.toRealPath().resolve("home/me"));
    Path install = Files.createDirectories(home.resolve("fairlead"));
    Path file = Files.writeString(home.resolve("a.txt"), "a");

    refused(
        Path.of("/"), home, install, "it is the root of the file system; open a project directory");
    refused(home, home, install, "it is the home directory; open a project directory");
    refused(
        home.resolve(".."),
        home,
        install,
        "it contains the home directory; open a project directory");
    refused(Path.of("/proc"), home, install, "it belongs to the system; open a project directory");
    refused(
        install,
        home,
        install,
        "this program is installed there; name it in the settings if it is meant");
    refused(file, home, install, "it is not a directory");
    refused(home.resolve("nothing"), home, install, "there is no such directory");
  }

  @Test
  void the_install_directory_is_fine_when_named_on_purpose() throws IOException {
    Path install = Files.createDirectories(temp.toRealPath().resolve("fairlead"));

    assertThat(Workspace.of(List.of(install), List.of(temp.resolve("home")), null).roots())
        .containsExactly(install);
  }

  @Test
  void a_home_that_the_user_set_is_refused_like_the_account_s() throws IOException {
    Path account = Files.createDirectories(temp.toRealPath().resolve("home/me"));
    Path set = Files.createDirectories(temp.toRealPath().resolve("data/me"));
    List<Path> homes = List.of(account, set);

    for (Path each : List.of(account, set, set.getParent())) {
      assertThat(Workspace.of(List.of(each), homes, null).refused())
          .singleElement()
          .asString()
          .contains("the home directory");
    }
    Path project = Files.createDirectories(set.resolve("project"));
    assertThat(Workspace.of(List.of(project), homes, null).roots()).containsExactly(project);
  }

  private static void refused(Path root, Path home, Path install, String why) {
    Workspace workspace = Workspace.of(List.of(root), List.of(home), install);
    assertThat(workspace.roots()).isEmpty();
    assertThat(workspace.refused()).containsExactly(root + " cannot be a workspace root: " + why);
  }
}
