package dev.fairlead.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.RoutingNote;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What each tool costs a client and a vendor in tokens, kept as a page of the documentation. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokensTest {
  private static final boolean UPDATE = "update".equals(System.getProperty("fairlead.snapshots"));
  private static final Path PAGE = Path.of("../docs/tokens.md");
  private static final Path PROMPTS = Path.of("src/main/resources/dev/fairlead/tools");
  private static final Encoding O200K =
      Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

  /** In bytes: 62 % below the predecessor, whose tools/list had 56.8 KB and its prompts 118. */
  private static final int MOST_BYTES = 66 << 10;

  @TempDir private Path temp;

  /** Ids differ from run to run, and their tokens with them. */
  private static int tokens(String text) {
    return O200K.countTokensOrdinary(
        text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "01234567-89ab-4cde-8f01-23456789abcd"));
  }

  private static String listed(Definition tool, Profile profile) {
    Map<String, Object> listed = new LinkedHashMap<>();
    listed.put("name", tool.name());
    listed.put("title", tool.title());
    listed.put("description", tool.description());
    listed.put("inputSchema", tool.input().json(profile));
    return JsonMapper.shared().writeValueAsString(listed);
  }

  private static Map<String, String> prompts() throws IOException {
    try (Stream<Path> files = Files.walk(PROMPTS)) {
      Map<String, String> prompts = new LinkedHashMap<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
        prompts.put(file.getFileName().toString().replace(".md", ""), Files.readString(file));
      }
      return prompts;
    }
  }

  @Test
  void all_prompts_and_the_full_list_together_stay_small() throws IOException {
    String list =
        ToolCatalog.of(new Bench(temp).parts).definitions().stream()
            .map(tool -> listed(tool, Profile.FULL))
            .collect(Collectors.joining(","));
    assertThat(utf8(list + String.join("", prompts().values()))).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void the_instructions_are_short() {
    assertThat(tokens(ToolCatalog.instructions())).isLessThanOrEqualTo(250);
  }

  @Test
  void the_page_on_tokens_is_what_is_counted() throws Exception {
    List<String> page =
        new ArrayList<>(
            List.of(
                "# What each tool costs in tokens",
                "",
                "Counted with `o200k_base`. *Listed* is what a client is told of the tool in each profile, *role* what its expert",
                "is told beside the "
                    + tokens(Objects.requireNonNull(prompts().get("preamble")))
                    + " tokens of the preamble that all share. *Sent* and *result* are of one call with a question of nine",
                "words and one file of 60 lines ("
                    + tokens(file())
                    + " tokens), answered in one word. A test keeps this page.",
                "",
                "| tool | listed: lean | standard | full | role | sent | result |",
                "|---|--:|--:|--:|--:|--:|--:|"));
    Bench bench = new Bench(temp).file("src/Loop.java", file());
    Process git = new ProcessBuilder("git", "init", "-q").directory(temp.toFile()).start();
    assertThat(git.waitFor()).isZero();
    ToolCatalog catalog = ToolCatalog.of(bench.parts);
    Map<Profile, Integer> sums = new EnumMap<>(Profile.class);
    for (Tool tool : catalog.tools()) {
      page.add(row(bench, catalog, tool, sums));
    }
    page.add(
        String.format(Locale.ROOT, "| all | %,d | %,d | %,d | | | |", sums.values().toArray()));
    page.add("");
    page.add(
        String.format(
            Locale.ROOT,
            "In bytes of UTF-8: the lists have %,d (lean), %,d (standard) and %,d (full), all prompts and instructions %,d.",
            bytes(catalog, Profile.LEAN),
            bytes(catalog, Profile.STANDARD),
            bytes(catalog, Profile.FULL),
            utf8(String.join("", prompts().values()))));
    String text = String.join("\n", page) + "\n";
    if (UPDATE) {
      Files.writeString(PAGE, text);
    }
    assertThat(text).isEqualTo(Files.readString(PAGE));
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int bytes(ToolCatalog catalog, Profile profile) {
    return catalog.tools(new Shown(profile, Set.of(), Set.of())).stream()
        .mapToInt(tool -> utf8(listed(tool.definition(), profile)))
        .sum();
  }

  private String row(Bench bench, ToolCatalog catalog, Tool tool, Map<Profile, Integer> sums)
      throws Exception {
    Definition definition = tool.definition();
    List<String> cells = new ArrayList<>(List.of("`" + definition.name() + "`"));
    for (Profile profile : Profile.values()) {
      boolean shown = catalog.tools(new Shown(profile, Set.of(), Set.of())).contains(tool);
      int tokens = tokens(listed(definition, profile));
      sums.merge(profile, shown ? tokens : 0, Integer::sum);
      cells.add(shown ? Integer.toString(tokens) : "");
    }
    String role = prompts().get(definition.name());
    cells.add(role == null ? "" : Integer.toString(tokens(role)));
    int before = bench.router.conversations.size();
    ToolResult result = bench.call(tool, arguments(definition));
    List<List<Message>> sent =
        bench.router.conversations.subList(before, bench.router.conversations.size());
    cells.add(sent.isEmpty() ? "" : Integer.toString(tokens(said(sent.getFirst()))));
    String line = RoutingNote.of(result).map(note -> "\n\n" + note.line()).orElse("");
    cells.add(Integer.toString(tokens(result.text() + line)));
    return "| " + String.join(" | ", cells) + " |";
  }

  private static Map<String, Object> arguments(Definition definition) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    ((List<?>) Objects.requireNonNull(definition.input().json().get("required")))
        .forEach(name ->
            arguments.put(name.toString(), "Is the loop in Loop.java right for all input?"));
    Map<?, ?> properties =
        (Map<?, ?>) Objects.requireNonNull(definition.input().json().get("properties"));
    for (String files : List.of("relevant_files", "files")) {
      if (properties.containsKey(files) && definition.requirements() != null) {
        arguments.put(files, List.of("src/Loop.java"));
      }
    }
    return arguments;
  }

  private static String file() {
    return IntStream.rangeClosed(1, 60)
        .mapToObj(i -> "  total[" + i + "] = total[" + (i - 1) + "] + input[" + i + "];\n")
        .collect(Collectors.joining());
  }

  private static String said(List<Message> messages) {
    return messages.stream()
        .map(message ->
            switch (message) {
              case Message.Instructions(String text) -> text;
              case Message.User(List<Part> parts) ->
                  parts.stream()
                      .map(part -> part instanceof Part.Text(String text) ? text : "")
                      .collect(Collectors.joining("\n"));
              case Message.Assistant assistant -> assistant.text();
              case Message.Beginning(String text) -> text;
              case Message.ToolAnswer answer -> answer.text();
            })
        .collect(Collectors.joining("\n"));
  }
}
