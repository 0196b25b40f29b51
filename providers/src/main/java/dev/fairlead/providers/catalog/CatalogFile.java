package dev.fairlead.providers.catalog;

import dev.fairlead.providers.Model;
import dev.fairlead.providers.text.Shipped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code models.yaml}: the one inside, and a user's over it by model id. A user's entry of a
 * known id changes the fields it names; one of a new id adds a model after the known ones.
 */
public final class CatalogFile {
  private static final long LARGEST = 1 << 20;

  private CatalogFile() {}

  /** The models that come with this version. */
  public static Catalog builtIn() {
    try {
      return catalog("models.yaml", inside());
    } catch (CatalogException e) {
      throw new IllegalStateException("the models inside are broken: " + e.getMessage(), e);
    }
  }

  /**
   * The models that come with this version, with the user's file over them if there is one.
   *
   * @throws CatalogException if the file cannot be read or understood; its message is for the user
   */
  public static Catalog read(Path file) throws CatalogException {
    byte[] yaml;
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new CatalogException(file + " is not a file: move it, or name another one");
      }
      if (Files.exists(file) && Files.size(file) > LARGEST) {
        throw new CatalogException(file + " is larger than 1 MiB: that cannot be a list of models");
      }
      yaml = Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      return builtIn();
    } catch (IOException e) {
      throw new CatalogException(file + " cannot be read: allow it, or remove the file", e);
    }
    return over(file.toString(), yaml);
  }

  /** The models that come with this version, with that text over them. */
  static Catalog over(String name, byte[] yaml) throws CatalogException {
    Map<String, Node.Fields> models = new LinkedHashMap<>(inside());
    entries(YamlReader.read(name, yaml))
        .forEach((id, fields) -> models.merge(id, fields, Node.Fields::with));
    return catalog(name, models);
  }

  private static Catalog catalog(String name, Map<String, Node.Fields> entries)
      throws CatalogException {
    List<Model> models = new ArrayList<>(entries.size());
    for (Map.Entry<String, Node.Fields> entry : entries.entrySet()) {
      models.add(ModelReader.read(entry.getKey(), entry.getValue()));
    }
    try {
      return new Catalog(models);
    } catch (IllegalArgumentException e) {
      throw new CatalogException(name + ": " + e.getMessage() + ": change one of them", e);
    }
  }

  private static Map<String, Node.Fields> inside() throws CatalogException {
    byte[] yaml = Shipped.text(CatalogFile.class, "models.yaml").getBytes(StandardCharsets.UTF_8);
    return entries(YamlReader.read("models.yaml", yaml));
  }

  private static Map<String, Node.Fields> entries(Node.Fields document) throws CatalogException {
    Map<String, Node.Fields> entries = new LinkedHashMap<>();
    for (Map.Entry<String, Node> field : document.fields().entrySet()) {
      if (!field.getKey().equals("models")) {
        throw new CatalogException(
            field.getValue().place()
                + ", field "
                + field.getKey()
                + ": there is no such field: put the models below \"models:\"");
      }
      if (field.getValue() instanceof Node.Fields models) {
        for (Map.Entry<String, Node> model : models.fields().entrySet()) {
          entries.put(model.getKey(), fields(model));
        }
      } else if (!(field.getValue() instanceof Node.Scalar scalar && scalar.empty())) {
        throw new CatalogException(
            field.getValue().place() + ", field models: write one entry a model, its id first");
      }
    }
    return entries;
  }

  private static Node.Fields fields(Map.Entry<String, Node> model) throws CatalogException {
    if (model.getKey().isBlank()) {
      throw new CatalogException(model.getValue().place() + ": a model needs an id");
    }
    if (model.getValue() instanceof Node.Fields fields) {
      return fields;
    }
    throw CatalogException.at(
        model.getValue().place(), model.getKey(), "", "write its fields below it, as name: value");
  }
}
