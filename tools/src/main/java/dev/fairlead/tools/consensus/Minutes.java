package dev.fairlead.tools.consensus;

import dev.fairlead.tools.ToolResult.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a round came to, in words that no model made.
 *
 * @param statements what came of each seat
 * @param quorum how many answers make it more than single views
 */
record Minutes(List<Statement> statements, int quorum) {
  private static final String HEAD =
      "| model | stance | verdict | confidence | main point |\n|---|---|---|---|---|";

  Minutes {
    statements = List.copyOf(statements);
  }

  List<Statement.Answered> answered() {
    return only(Statement.Answered.class);
  }

  private List<Statement.WantsFiles> wanting() {
    return only(Statement.WantsFiles.class);
  }

  private <T extends Statement> List<T> only(Class<T> kind) {
    return statements.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** All that models said, whether it answers or not. */
  List<Statement.Said> said() {
    return only(Statement.Said.class);
  }

  Status status() {
    if (answered().size() >= quorum) {
      return Status.COMPLETE;
    }
    if (answered().size() + wanting().size() >= quorum) {
      return Status.NEEDS_FILES;
    }
    boolean refused =
        statements.stream()
            .allMatch(each -> each instanceof Statement.Failed failed && failed.isRefused());
    return refused ? Status.REFUSED : Status.FAILED;
  }

  /** The outcome, the table, what became of each, and every answer as it is. */
  String text() {
    List<String> blocks = new ArrayList<>();
    blocks.add(headline());
    if (!answered().isEmpty()) {
      blocks.add(agreement());
      blocks.add(
          HEAD + "\n" + answered().stream().map(Minutes::row).collect(Collectors.joining("\n")));
    }
    blocks.add(
        "Asked at once, none seeing another's answer:\n"
            + statements.stream()
                .map(each -> "- " + each.standing())
                .collect(Collectors.joining("\n")));
    wanting().forEach(each -> blocks.add(section(each)));
    answered().forEach(each -> blocks.add(section(each)));
    return String.join("\n\n", blocks);
  }

  private static String section(Statement.Said said) {
    return "### " + said.name() + "\n\n" + said.text();
  }

  private String headline() {
    int asked = statements.size();
    int heard = answered().size();
    return switch (status()) {
      case COMPLETE -> "%d of %d answered.".formatted(heard, asked);
      case NEEDS_FILES ->
          "%d of %d answered, %d want files first; the quorum is %d."
              .formatted(heard, asked, wanting().size(), quorum);
      default ->
          heard == 0
              ? "No consensus: none of %d answered.".formatted(asked)
              : "No consensus: %d of %d answered, the quorum is %d. What came is below; it is no more than single views."
                  .formatted(heard, asked, quorum);
    };
  }

  /** In what they agree as far as verdicts tell, and who left the stance it was given. */
  private String agreement() {
    Map<Opinion.Verdict, List<Statement.Answered>> sides =
        answered().stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.opinion().verdict(),
                    () -> new EnumMap<>(Opinion.Verdict.class),
                    Collectors.toList()));
    boolean stated = !sides.containsKey(Opinion.Verdict.NOT_STATED);
    String words =
        sides.size() == 1 && stated && answered().size() > 1
            ? "They agree: all %d say %s."
                .formatted(answered().size(), sides.keySet().iterator().next().label())
            : sides.size() > 1
                ? "They differ: " + counted(sides) + "."
                : "Said: " + counted(sides) + ".";
    List<Statement.Answered> turned =
        answered().stream()
            .filter(each -> each.seat().stance().isLeftBy(each.opinion().verdict()))
            .toList();
    return turned.isEmpty()
        ? words
        : words
            + " Against the stance they were given: "
            + turned.stream()
                .map(each -> each.name() + " says " + each.opinion().verdict().label())
                .collect(Collectors.joining(", "))
            + ".";
  }

  private static String counted(Map<Opinion.Verdict, List<Statement.Answered>> sides) {
    return sides.entrySet().stream()
        .map(side ->
            "%d %s (%s)"
                .formatted(
                    side.getValue().size(),
                    side.getKey().label(),
                    side.getValue().stream()
                        .map(Statement::name)
                        .collect(Collectors.joining(", "))))
        .collect(Collectors.joining(", "));
  }

  private static String row(Statement.Answered each) {
    Opinion opinion = each.opinion();
    OptionalInt confidence = opinion.confidence();
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            each.model(),
            each.seat().stance().label(),
            opinion.verdict().label(),
            confidence.isPresent() ? confidence.getAsInt() + "/10" : Opinion.NOT_STATED,
            opinion.point().isEmpty() ? Opinion.NOT_STATED : opinion.point().replace("|", "\\|"));
  }
}
