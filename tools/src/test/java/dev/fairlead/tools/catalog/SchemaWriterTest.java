package dev.fairlead.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.text.Shipped;
import dev.fairlead.tools.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SchemaWriterTest {
  @Test
  void what_the_build_wrote_down_is_what_the_records_say() {
    assertThat(SchemaWriter.text()).isEqualTo(Shipped.text(Schema.class, "schemas.tsv"));
  }

  @Test
  void every_tool_is_in_it() {
    for (Class<?> tool : ToolCatalog.types()) {
      assertThat(SchemaWriter.text()).contains(tool.getPackageName() + ".");
    }
  }

  @Test
  void a_file_is_written_wherever_it_is_to_be(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("a/b/schemas.tsv");

    SchemaWriter.main(new String[] {file.toString()});

    assertThat(file).hasContent(SchemaWriter.text());
    assertThat(Files.readString(file)).endsWith("}\n");
  }
}
