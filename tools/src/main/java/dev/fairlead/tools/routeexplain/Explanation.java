package dev.fairlead.tools.routeexplain;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.text.Sizes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan for people and for programs; both forms say the same. */
record Explanation(
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

  private static final int IN_FULL = 5;

  record Choice(
      @Field("model id") String model,
      @Field("who serves it") String provider,
      @Field("the key, by name") String key,
      @Field("how it would run") String path,
      @Field("capabilities in use") @Nullable List<String> using,
      @Field("how hard it would think") @Nullable String effort,
      @Field("what it does without") List<String> degraded,
      @Field("rank, higher is better") double score,
      @Field("estimated USD") double cost) {
    static Choice of(Candidate candidate) {
      return new Choice(
          candidate.model().id(),
          candidate.model().provider(),
          candidate.access().id(),
          candidate.path().label(),
          labels(candidate.using()),
          candidate.effort() == null ? null : candidate.effort().label(),
          candidate.degradations().stream().map(Degradation::describe).toList(),
          candidate.score(),
          candidate.estimatedCost());
    }

    static Choice of(Row row) {
      return new Choice(
          row.text("model"),
          row.text("provider"),
          row.text("key"),
          row.text("path"),
          null,
          null,
          List.of(),
          row.numberOr0("score"),
          row.numberOr0("estimated_cost_usd"));
    }

    String inWords() {
      String thinking = effort == null ? "" : ", effort " + effort;
      String without = degraded.isEmpty() ? "" : ", degraded: " + String.join(", ", degraded);
      return String.format(
          Locale.ROOT,
          "%s (%s, key %s) via %s%s, score %.3f, about $%.4f%s%s",
          model,
          provider,
          key,
          path,
          thinking,
          score,
          cost,
          using == null ? "" : ", using " + words(using),
          without);
    }

    Map<String, Object> data() {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("model", model);
      data.put("provider", provider);
      data.put("key", key);
      data.put("path", path);
      put(data, "using", using);
      put(data, "effort", effort);
      data.put("degraded", degraded);
      data.put("score", score);
      data.put("cost", cost);
      return data;
    }
  }

  record Left(
      @Field("model id") String model,
      @Field("who serves it") String provider,
      @Field("why, each") List<String> reasons) {
    static Left of(Row row) {
      String why = row.text("why");
      String name = row.text("model") + ": ";
      return new Left(
          row.text("model"),
          row.text("provider"),
          List.of((why.startsWith(name) ? why.substring(name.length()) : why).split("; ")));
    }

    String inWords() {
      String by = provider.isEmpty() ? "" : " (" + provider + ")";
      return "- " + model + by + ": " + String.join("; ", reasons);
    }

    Map<String, Object> data() {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("model", model);
      data.put("provider", provider);
      data.put("reasons", reasons);
      return data;
    }
  }

  record Leaving(
      @Field("as the user knows it") String path,
      @Field("its size") int bytes,
      @Field("of its content") String sha256) {
    Map<String, Object> data() {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("path", path);
      data.put("bytes", bytes);
      data.put("sha256", sha256);
      return data;
    }
  }

  static Explanation direct(String tool) {
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

  static Explanation of(Plan plan, List<String> notes) {
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
        plan.candidates().stream().map(Choice::of).toList(),
        plan.rejections().stream()
            .map(left ->
                new Left(
                    left.model(),
                    left.provider(),
                    left.reasons().stream().map(Reason::describe).toList()))
            .toList(),
        plan.ask().leaving().stream()
            .map(sent ->
                new Leaving(
                    sent.path(), Math.clamp(sent.bytes(), 0, Integer.MAX_VALUE), sent.sha256()))
            .toList(),
        notes,
        Made.NOTHING);
  }

  /** What the log says of a decision. */
  static Explanation of(Row row) {
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
        row.rows("rejections").stream().map(Left::of).toList(),
        row.rows("sent").stream()
            .map(sent ->
                new Leaving(
                    sent.text("path"),
                    Math.clamp((long) sent.numberOr0("bytes"), 0, Integer.MAX_VALUE),
                    sent.text("sha256")))
            .toList(),
        List.of(),
        Made.of(row));
  }

  String inWords() {
    List<String> lines = new ArrayList<>();
    String thinking = effort == null ? "" : ", effort " + effort;
    lines.add(
        "%s: requires %s; prefers %s%s; about %d tokens in, room for %d out; policy %s"
            .formatted(
                tool,
                words(required),
                words(preferred),
                thinking,
                inputTokens,
                outputTokens,
                policy));
    boolean planned = made.decision() == null;
    if (!planned) {
      lines.addFirst(made.headline(tool, outcome));
      lines.addAll(made.lines(outcome));
    }
    lines.add(order(planned));
    int rank = 1;
    for (Choice candidate : candidates.stream().limit(IN_FULL).toList()) {
      lines.add(rank++ + ". " + candidate.inWords());
    }
    if (candidates.size() > IN_FULL) {
      lines.add(
          "then "
              + candidates.stream()
                  .skip(IN_FULL)
                  .map(c -> String.format(Locale.ROOT, "%s %.3f", c.model(), c.score()))
                  .collect(Collectors.joining(", ")));
    }
    if (!rejected.isEmpty()) {
      lines.add("Left out:");
      rejected.forEach(left -> lines.add(left.inWords()));
    }
    lines.add(
        leaving.isEmpty()
            ? planned ? "No file would leave the machine." : "No file left the machine."
            : (planned ? "Files that would leave the machine: " : "Files that left the machine: ")
                + leaving.stream()
                    .map(file ->
                        "%s (%s, sha256 %s)"
                            .formatted(file.path(), Sizes.of(file.bytes()), file.sha256()))
                    .collect(Collectors.joining(", ")));
    lines.addAll(notes);
    return String.join("\n", lines);
  }

  private String order(boolean planned) {
    if (candidates.isEmpty()) {
      return planned ? "No model can do it." : "No model could do it.";
    }
    return planned ? "In this order:" : "Planned, in this order:";
  }

  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("tool", tool);
    data.put("outcome", outcome);
    put(data, "policy", policy);
    data.put("required", required);
    data.put("preferred", preferred);
    put(data, "effort", effort);
    data.put("input_tokens", inputTokens);
    data.put("output_tokens", outputTokens);
    data.put("candidates", candidates.stream().map(Choice::data).toList());
    data.put("rejected", rejected.stream().map(Left::data).toList());
    data.put("leaving", leaving.stream().map(Leaving::data).toList());
    data.put("notes", notes);
    made.put(data);
    return data;
  }

  private static void put(Map<String, Object> data, String key, @Nullable Object value) {
    if (value != null) {
      data.put(key, value);
    }
  }

  private static List<String> labels(Collection<Capability> capabilities) {
    return capabilities.stream().sorted().map(Capability::label).toList();
  }

  private static String words(List<String> labels) {
    return labels.isEmpty() ? "nothing special" : String.join(", ", labels);
  }
}
