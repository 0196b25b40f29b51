package dev.fairlead.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tools.Bench;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OldNamesTest {
  private final ToolCatalog catalog = ToolCatalog.of(new Bench(Path.of("nowhere")).parts);

  @ParameterizedTest
  @CsvSource({
    "chat_EXAI-WS, chat",
    "codereview-EXAI-WS, codereview",
    "debug_EXAI_WS, debug",
    "planner-EXAI_WS, planner",
    "deepthink, thinkdeep",
    "deepthink_EXAI-WS, thinkdeep",
    "kimi_multi_file_chat, ask_files",
    "glm_web_search_EXAI-WS, web_search",
    "apilookup, web_search",
    "provider_capabilities, listmodels",
    "self-check, status",
  })
  void an_old_name_leads_to_the_tool_that_does_its_work(String old, String now) {
    assertThat(OldNames.now(old)).isEqualTo(now);
    assertThat(catalog.find(now)).isPresent();
    assertThat(catalog.nearest(old)).contains(now);
  }

  @ParameterizedTest
  @CsvSource({"chat, chat", "frobnicate, frobnicate", "Chat, Chat"})
  void any_other_name_is_left_as_it_is(String name, String now) {
    assertThat(OldNames.now(name)).isEqualTo(now);
  }
}
