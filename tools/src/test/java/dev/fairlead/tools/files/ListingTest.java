package dev.fairlead.tools.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListingTest {
  @TempDir private Path temp;
  private Path root = Path.of("");

  @BeforeEach
  void make_a_project() throws IOException {
    root = temp.toRealPath();
    for (String path :
        List.of(
            "README.md",
            "src/A.java",
            "src/deep/B.java",
            "src/deep/notes.txt",
            "src/logo.png",
            "src/gen/C.java",
            "src/keep.log",
            "src/x.log",
            "target/A.class",
            "node_modules/m/i.js",
            ".idea/x.xml",
            "docs/a/b/c.md")) {
      Files.createDirectories(root.resolve(path).resolveSibling("."));
      Files.writeString(root.resolve(path), "text\n");
    }
    Files.writeString(root.resolve(".gitignore"), "# generated\n*.log\n!keep.log\n/src/gen/\n");
    Files.createSymbolicLink(root.resolve("src/link"), root.resolve("docs"));
  }

  @Test
  void a_directory_stands_for_its_texts_without_what_is_ignored_built_or_hidden() {
    Listing listing = listing("src");

    assertThat(names(listing))
        .containsExactly("src/A.java", "src/deep/B.java", "src/deep/notes.txt", "src/keep.log");
    assertThat(listing.skipped().counts())
        .isEqualTo(
            Map.of("ignored by .gitignore", 2, "binary or generated", 1, "no plain file", 1));
    assertThat(listing.skipped().inWords()).contains("1 no plain file (src/link)");
    assertThat(listing(".").skipped().counts())
        .containsEntry("hidden", 2)
        .containsEntry("build output", 2);
    assertThat(listing.cut()).isFalse();
  }

  @Test
  void a_glob_stands_for_the_files_it_fits() {
    assertThat(names(listing("src/**/*.java"))).containsExactly("src/A.java", "src/deep/B.java");
    assertThat(names(listing("src/*.java"))).containsExactly("src/A.java");
    assertThat(names(listing("**/*.md"))).containsExactly("README.md", "docs/a/b/c.md");
    assertThat(names(listing(root + "/src/deep/*.{txt,java}")))
        .containsExactly("src/deep/B.java", "src/deep/notes.txt");
    assertThat(names(listing("*.none"))).isEmpty();
  }

  @Test
  void a_single_file_or_nothing_is_no_listing() {
    assertThat(of("README.md")).isEmpty();
    assertThat(of("nothing")).isEmpty();
    assertThat(of("../*")).isEmpty();
    assertThat(of("/etc")).isEmpty();
    assertThat(of("src/[")).isEmpty();
  }

  @Test
  void a_huge_directory_is_looked_at_in_part() throws IOException {
    Path huge = Files.createDirectory(root.resolve("huge"));
    for (int i = 0; i < Listing.MOST + 50; i++) {
      Files.createFile(huge.resolve("f" + i));
    }
    Listing listing = listing("huge");

    assertThat(listing.files()).hasSize(Listing.MOST);
    assertThat(listing.cut()).isTrue();
  }

  private List<String> names(Listing listing) {
    return listing.files().stream().map(file -> root.relativize(Path.of(file)).toString()).toList();
  }

  private Listing listing(String path) {
    return of(path).orElseThrow();
  }

  private Optional<Listing> of(String path) {
    return Listing.of(new Workspace(List.of(root)), Gate.standard(Limits.STANDARD), path);
  }
}
