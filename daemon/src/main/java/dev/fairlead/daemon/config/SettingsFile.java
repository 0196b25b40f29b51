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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Reads a settings file into a {@link Layer}, token by token, so that every line is known. */
final class SettingsFile {
  private final Path file;
  private final Map<String, Given> values = new LinkedHashMap<>();

  private SettingsFile(Path file) {
    this.file = file;
  }

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
    SettingsFile reader = new SettingsFile(file);
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
      reader.document(parser);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new Unreadable(
          file
              + (line > 0 ? ", line " + line : "")
              + " is not YAML: "
              + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
    return new Layer(file.toString(), reader.values);
  }

  private void document(JsonParser parser) throws Unreadable {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw new Unreadable(file + " must hold settings as `key: value`; it holds something else");
    }
    fields("", parser);
  }

  private void fields(String prefix, JsonParser parser) throws Unreadable {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = prefix.isEmpty() ? parser.currentName() : prefix + "." + parser.currentName();
      String where = file + ", line " + parser.currentTokenLocation().getLineNr();
      switch (parser.nextToken()) {
        case START_OBJECT -> fields(key, parser);
        case START_ARRAY -> put(key, new Given(items(key, where, parser), where));
        case VALUE_NULL -> {}
        default -> put(key, new Given(List.of(parser.getString()), where));
      }
    }
  }

  private void put(String key, Given given) throws Unreadable {
    Given before = values.putIfAbsent(key, given);
    if (before != null) {
      throw new Unreadable(
          given.where() + ": " + key + " is set twice, see " + before.where() + ": remove one");
    }
  }

  private static List<String> items(String key, String where, JsonParser parser) throws Unreadable {
    List<String> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isStructStart()) {
        throw new Unreadable(
            where + ": " + key + " must be a value or a list of values; entries have names");
      }
      items.add(parser.getString());
    }
    return items;
  }
}
