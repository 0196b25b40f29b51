package dev.fairlead.tools.catalog;

import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes down, while this module is built, what the records of all tools say of themselves. */
public final class SchemaWriter {
  private SchemaWriter() {}

  /**
   * Writes the file of that name.
   *
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if a record cannot be written as a flat object
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text());
  }

  /** What the file says, in the order of the tools. */
  static String text() {
    StringBuilder text = new StringBuilder();
    for (Class<? extends Tool> tool : ToolCatalog.types()) {
      for (Field field : tool.getDeclaredFields()) {
        if (field.getType() == Schema.class && Modifier.isStatic(field.getModifiers())) {
          text.append(schema(field).written());
        }
      }
    }
    return text.toString();
  }

  private static Schema<?> schema(Field field) {
    try {
      field.setAccessible(true);
      return (Schema<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a field that is accessible can be read", e);
    }
  }
}
