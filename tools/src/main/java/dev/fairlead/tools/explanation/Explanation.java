package dev.fairlead.tools.explanation;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.Field;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan for people and for programs; both forms say the same.
 *
 * @param tool whose call it is
 * @param outcome {@code direct} if no model is asked, else {@code routed} or {@code refused}; of a
 *     call that was made, how it ended
 * @param policy what is favoured
 * @param required without these there is no call
 * @param preferred wanted, but not needed
 * @param effort how hard to think, or null
 * @param inputTokens estimated
 * @param outputTokens kept for the answer
 * @param candidates the attempts in order
 * @param rejected the models left out
 * @param leaving files that would leave the machine
 * @param notes what else to know
 * @param made what came of it, if it was made
 */
public record Explanation(
    @Field("the tool") String tool,
    @Field("direct if no model is asked, else routed or refused; or how it ended") String outcome,
    @Field("what is favoured") @Nullable String policy,
    @Field("without these there is no call") List<String> required,
    @Field("wanted, but not needed") List<String> preferred,
    @Field("how hard to think") @Nullable String effort,
    @Field("estimated tokens of the prompt") int inputTokens,
    @Field("tokens kept for the answer") int outputTokens,
    @Field("the attempts in order") List<Choice> candidates,
    @Field("the models left out") List<Left> rejected,
    @Field("files that would leave the machine") List<Leaving> leaving,
    @Field("what else to know") List<String> notes,
    Made made) {
  public Explanation {
    required = List.copyOf(required);
    preferred = List.copyOf(preferred);
    candidates = List.copyOf(candidates);
    rejected = List.copyOf(rejected);
    leaving = List.copyOf(leaving);
    notes = List.copyOf(notes);
  }

  /** Of a call of that tool, which asks no model. */
  public static Explanation direct(String tool) {
    return new Explanation(
        tool,
        "direct",
        null,
        List.of(),
        List.of(),
        null,
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Made.NOTHING);
  }

  /**
   * Of that plan.
   *
   * @param notes what else to know
   * @param speeds how fast models were, by id; the others are guessed
   */
  public static Explanation of(Plan plan, List<String> notes, Map<String, Speed> speeds) {
    Requirements needs = plan.ask().requirements();
    return new Explanation(
        plan.ask().tool(),
        plan.candidates().isEmpty() ? "refused" : "routed",
        plan.ask().policy().label(),
        labels(needs.required()),
        labels(needs.preferred()),
        needs.effort() == null ? null : needs.effort().label(),
        Math.clamp(needs.inputTokens(), 0, Integer.MAX_VALUE),
        Math.clamp(needs.outputTokens(), 0, Integer.MAX_VALUE),
        plan.candidates().stream()
            .map(candidate -> Choice.of(candidate, speeds.get(candidate.model().id())))
            .toList(),
        plan.rejections().stream().map(Left::of).toList(),
        plan.ask().leaving().stream().map(Leaving::of).toList(),
        notes,
        Made.NOTHING);
  }

  /** Of a decision, by its columns in the log. */
  public static Explanation of(Map<String, ? extends @Nullable Object> columns) {
    Row row = new Row(columns);
    return new Explanation(
        row.text("tool"),
        row.text("outcome"),
        row.text("policy"),
        row.words("required"),
        row.words("preferred"),
        row.orNull("effort"),
        Math.clamp((long) row.numberOr0("input_tokens"), 0, Integer.MAX_VALUE),
        Math.clamp((long) row.numberOr0("output_tokens"), 0, Integer.MAX_VALUE),
        row.rows("candidates").stream().map(Choice::of).toList(),
        row.rows("rejections").stream().flatMap(rejected -> Left.of(rejected).stream()).toList(),
        row.rows("sent").stream().map(Leaving::of).toList(),
        List.of(),
        Made.of(row));
  }

  /** For people. */
  public String inWords() {
    return Told.of(this);
  }

  /** For programs. */
  public Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("tool", tool);
    data.put("outcome", outcome);
    Data.put(data, "policy", policy);
    data.put("required", required);
    data.put("preferred", preferred);
    Data.put(data, "effort", effort);
    data.put("input_tokens", inputTokens);
    data.put("output_tokens", outputTokens);
    data.put("candidates", candidates.stream().map(Choice::data).toList());
    data.put("rejected", rejected.stream().map(Left::data).toList());
    data.put("leaving", leaving.stream().map(Leaving::data).toList());
    data.put("notes", notes);
    made.put(data);
    return data;
  }

  static List<String> labels(Collection<Capability> capabilities) {
    return capabilities.stream().sorted().map(Capability::label).toList();
  }

  static String words(List<String> labels) {
    return labels.isEmpty() ? "nothing special" : String.join(", ", labels);
  }
}
