package dev.fairlead.providers.catalog;

import dev.fairlead.providers.catalog.Node.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads a YAML document token by token: no binding, which would cost most of the start-up. */
final class YamlReader {
  private final String file;

  private YamlReader(String file) {
    this.file = file;
  }

  /** The document of that text; a document without content has no fields. */
  static Node.Fields read(String file, byte[] yaml) throws CatalogException {
    Node.Fields plain = PlainYaml.read(file, new String(yaml, StandardCharsets.UTF_8));
    return plain == null ? readAny(file, yaml) : plain;
  }

  /** The document, whatever part of YAML it is written in. */
  static Node.Fields readAny(String file, byte[] yaml) throws CatalogException {
    YamlReader reader = new YamlReader(file);
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), yaml)) {
      JsonToken first = parser.nextToken();
      if (first == null || first == JsonToken.VALUE_NULL) {
        return new Node.Fields(Map.of(), new Place(file, 1));
      }
      Node root = reader.node(parser);
      if (!(root instanceof Node.Fields fields)) {
        throw new CatalogException(
            root.place() + ": begin with \"models:\", then one entry a model");
      }
      return fields;
    } catch (JacksonException e) {
      throw new CatalogException(
          file + ", line " + e.getLocation().getLineNr() + ": not YAML: " + firstLine(e), e);
    }
  }

  private Node node(JsonParser parser) throws CatalogException {
    Place place = place(parser);
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new CatalogException(place + ": an alias (*) is not understood: write the value out");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(parser, place);
      case START_ARRAY -> items(parser, place);
      case VALUE_NULL -> new Node.Scalar("", true, place);
      default -> new Node.Scalar(parser.getString(), false, place);
    };
  }

  private Node fields(JsonParser parser, Place place) throws CatalogException {
    Map<String, Node> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Place named = place(parser);
      parser.nextToken();
      if (fields.put(name, node(parser)) != null) {
        throw new CatalogException(named + ": " + name + " is there twice: remove one");
      }
    }
    return new Node.Fields(fields, place);
  }

  private Node items(JsonParser parser, Place place) throws CatalogException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(parser));
    }
    return new Node.Items(items, place);
  }

  private Place place(JsonParser parser) {
    return new Place(file, parser.currentTokenLocation().getLineNr());
  }

  private static String firstLine(JacksonException e) {
    String message = e.getOriginalMessage();
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}
