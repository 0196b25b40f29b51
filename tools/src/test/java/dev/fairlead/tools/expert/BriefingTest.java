package dev.fairlead.tools.expert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Message;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.files.GatedFile;
import dev.fairlead.tools.text.TokenEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BriefingTest {
  private static final long ANSWER = 1_000;

  @Test
  void a_block_is_read_back_as_it_was_written() {
    List<String> lines = List.of("a", "", "  b | c", "--- END FILE x ---");
    assertThat(FileBlock.in(FileBlock.whole("x", lines))).containsEntry("x", lines);
    assertThat(FileBlock.in(FileBlock.whole("empty", List.of()))).containsEntry("empty", List.of());
  }

  @Test
  void every_difference_leads_from_the_old_text_to_the_new() {
    List<String> old = IntStream.range(0, 20).mapToObj(i -> "line " + i).toList();
    for (int from = 0; from <= 20; from++) {
      for (int to = from; to <= Math.min(20, from + 3); to++) {
        for (int more = 0; more < 3; more++) {
          List<String> now = new ArrayList<>(old.subList(0, from));
          now.addAll(List.of("new", "newer").subList(0, more));
          now.addAll(old.subList(to, 20));
          String said =
              FileBlock.whole("x", old) + "\n" + FileBlock.changed("x", old, now).orElseThrow();
          assertThat(FileBlock.in(said).get("x")).isEqualTo(now);
        }
      }
    }
  }

  @Test
  void a_file_that_is_mostly_different_is_shown_whole() {
    assertThat(FileBlock.changed("x", List.of("a", "b"), List.of("c", "d"))).isEmpty();
  }

  @Test
  void whatever_is_left_out_the_prompt_fits_the_window() {
    for (long window : List.of(4_000L, 8_000L, 30_000L, 200_000L)) {
      List<Message> messages =
          briefing(40, 12).packedFor(Bench.model("m-1", window, Set.of(Capability.STREAMING)));
      long tokens =
          messages.stream().mapToLong(m -> TokenEstimate.BY_PIECES.of(m.toString())).sum();
      if (window >= 8_000) {
        assertThat(tokens).as("window %s", window).isLessThan(window - ANSWER);
      }
      assertThat(messages.getLast().toString()).contains("What now?");
    }
  }

  @Test
  void the_oldest_turns_go_first_and_their_files_are_shown_again() {
    GatedFile.Text file = text("f0.txt", 50);
    History history =
        new History(
            List.of(
                new History.Exchange(
                    FileBlock.whole("f0.txt", file.text().lines().toList()), List.of(), "A1"),
                new History.Exchange("long ".repeat(20_000), List.of(), "A2"),
                new History.Exchange("short", List.of(), "A3")),
            "",
            "chat",
            0,
            null);
    Briefing briefing =
        new Briefing(
            history,
            new Material(List.of(file), List.of(), List.of()),
            "",
            "What now?",
            TokenEstimate.BY_PIECES,
            ANSWER);

    Briefing.Packed small =
        briefing.packed(Bench.model("m-1", 10_000, Set.of(Capability.STREAMING)));
    assertThat(small.messages()).hasSize(4).contains(new Message.User("short"));
    assertThat(small.leftOut()).containsExactly("2 earlier turns");
    assertThat(small.asked()).contains("BEGIN FILE f0.txt");

    Briefing.Packed large =
        briefing.packed(Bench.model("m-1", 200_000, Set.of(Capability.STREAMING)));
    assertThat(large.messages()).hasSize(8);
    assertThat(large.leftOut()).isEmpty();
    assertThat(large.asked()).isEqualTo("File unchanged since it was shown: f0.txt\n\nWhat now?");
  }

  @Test
  void files_are_left_out_in_the_order_named_and_listed_with_their_sizes() {
    Briefing.Packed packed =
        briefing(0, 3).packed(Bench.model("m-1", 9_000, Set.of(Capability.STREAMING)));

    assertThat(packed.asked()).contains("BEGIN FILE f0.txt");
    assertThat(packed.leftOut()).hasSize(1).first().asString().startsWith("f2.txt (");
  }

  @Test
  void the_estimate_holds_all_there_is_to_say() {
    Briefing briefing = briefing(3, 3);
    long tokens =
        briefing.packedFor(Bench.model("m-1", 900_000, Set.of(Capability.STREAMING))).stream()
            .mapToLong(message -> TokenEstimate.BY_PIECES.of(message.toString()))
            .sum();
    assertThat(briefing.tokens()).isBetween(tokens, tokens * 3 / 2);
  }

  private static Briefing briefing(int turns, int files) {
    List<History.Exchange> exchanges =
        IntStream.range(0, turns)
            .mapToObj(i ->
                new History.Exchange("question " + i + " ".repeat(700), List.of(), "answer " + i))
            .toList();
    List<GatedFile.Text> texts =
        IntStream.range(0, files).mapToObj(i -> text("f" + i + ".txt", 400)).toList();
    return new Briefing(
        new History(exchanges, "", null, 0, null),
        new Material(texts, List.of(), List.of()),
        "",
        "What now?",
        TokenEstimate.BY_PIECES,
        ANSWER);
  }

  private static GatedFile.Text text(String path, int lines) {
    String text = "some words here\n".repeat(lines);
    return new GatedFile.Text(path, text.length(), "0".repeat(64), text, "UTF-8", List.of());
  }
}
