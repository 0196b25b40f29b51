package dev.fairlead.daemon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a settings file into a {@link Layer}. */
final class SettingsFile {
  private SettingsFile() {}

  /** A file that cannot be used; the message names it, the place and the remedy. */
  static final class Unreadable extends Exception {
    Unreadable(String message) {
      super(message);
    }
  }

  /** The settings of that file; none if there is no such file. */
  static Layer read(Path file) throws Unreadable {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException _) {
      return new Layer(file.toString(), Map.of());
    } catch (IOException e) {
      throw new Unreadable(
          file + " cannot be read (" + e.getMessage() + "): check its permissions");
    }
    try {
      Map<String, List<String>> values = new LinkedHashMap<>();
      JsonNode root = new YAMLMapper().readTree(text);
      if (root != null && !root.isNull() && !root.isMissingNode()) {
        if (!root.isObject()) {
          throw new Unreadable(
              file + " must hold settings as `key: value`; it holds something else");
        }
        flatten("", root, values, file);
      }
      return new Layer(file.toString(), values);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new Unreadable(
          file
              + (line > 0 ? ", line " + line : "")
              + " is not YAML: "
              + first(e.getOriginalMessage()));
    }
  }

  private static void flatten(
      String prefix, JsonNode node, Map<String, List<String>> values, Path file) throws Unreadable {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        flatten(key, value, values, file);
      } else if (value.isArray()) {
        List<String> items = new ArrayList<>();
        for (JsonNode item : value) {
          items.add(scalar(key, item, file));
        }
        values.put(key, items);
      } else if (!value.isNull()) {
        values.put(key, List.of(scalar(key, value, file)));
      }
    }
  }

  private static String scalar(String key, JsonNode value, Path file) throws Unreadable {
    if (value.isContainer()) {
      throw new Unreadable(file + ": " + key + " must be a value or a list of values");
    }
    return value.asString();
  }

  private static String first(String message) {
    return message.lines().findFirst().orElse(message);
  }
}
