package dev.fairlead.daemon.cli;

import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.providers.catalog.CatalogException;
import dev.fairlead.providers.catalog.CatalogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The user's own list of models, as a file to write to.
 *
 * @param file where it is, or would be
 */
record ModelsFile(Path file) {
  /** Says why the file was left alone. */
  static final class NotWritten extends Exception {
    NotWritten(String message) {
      super(message);
    }
  }

  /**
   * Writes what the differences want written, and returns the models it did so for. The file is
   * replaced in one step; what it was before stays beside it, its name ending in {@code .bak}.
   */
  Set<String> write(List<Difference> differences, LocalDate today) throws NotWritten {
    Set<String> models = new HashSet<>();
    try {
      ModelsText text = new ModelsText(Files.exists(file) ? Files.readString(file) : "");
      for (Difference difference : differences) {
        if (!difference.fields().isEmpty() && models.add(difference.model())) {
          text.put(
              difference.model(),
              difference.fields(),
              "listed by "
                  + difference.key()
                  + " on "
                  + today
                  + "; what the list does not say is guessed: low, and the price high");
        }
      }
      if (!models.isEmpty()) {
        replace(text.toString(), models);
      }
      return models;
    } catch (IOException e) {
      throw new NotWritten(file + " cannot be written: " + e.getMessage());
    }
  }

  private void replace(String text, Set<String> models) throws IOException, NotWritten {
    Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = Files.createTempFile(directory, "models", ".new");
    try {
      Files.writeString(fresh, text);
      check(fresh, models);
      if (Files.exists(file)) {
        Files.copy(
            file,
            file.resolveSibling(file.getFileName() + ".bak"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** An edit of lines may go wrong in a file that is written in an unusual way. */
  private void check(Path fresh, Set<String> models) throws NotWritten {
    try {
      Catalog catalog = CatalogFile.read(fresh);
      if (models.stream().allMatch(model -> catalog.find(model).isPresent())) {
        return;
      }
      throw new NotWritten(file + " is written in a way that cannot be edited: do it by hand");
    } catch (CatalogException e) {
      throw new NotWritten(
          file
              + " is left as it is, since the edit would break it ("
              + e.getMessage()
              + "): write each model as `id:` with its fields on lines of their own");
    }
  }
}
