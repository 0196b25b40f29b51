package dev.fairlead.providers.catalog;

import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Parameters.Choices;
import dev.fairlead.providers.Parameters.Control;
import dev.fairlead.providers.Parameters.Documents;
import dev.fairlead.providers.Parameters.Earlier;
import dev.fairlead.providers.Parameters.Extras;
import dev.fairlead.providers.Parameters.Greedy;
import dev.fairlead.providers.Parameters.OutputLimit;
import dev.fairlead.providers.Parameters.Sampling;
import dev.fairlead.providers.Parameters.WebSearch;
import dev.fairlead.providers.Thinking;
import java.util.Map;
import java.util.Set;

/** Makes a model's rules for its fields, and sees that they go with how it thinks. */
final class ParametersReader {
  private static final String FIELD = "parameters";
  private static final Set<String> FIELDS =
      Set.of(
          "output_limit",
          "sampling",
          "greedy",
          "thinking",
          "earlier",
          "tool_choice",
          "tool_stream",
          "tokenizer",
          "documents",
          "web_search",
          "images",
          "continues");

  private ParametersReader() {}

  static Parameters read(Entry entry, Thinking thinking) throws CatalogException {
    Entry part =
        entry.has(FIELD)
            ? entry.part(FIELD)
            : new Entry(entry.model(), "", new Node.Fields(Map.of(), entry.node().place()));
    part.only(FIELDS);
    Control control = part.choice("thinking", Control.class, usual(thinking));
    Earlier earlier = part.choice("earlier", Earlier.class, Earlier.UNSAID);
    check(part, thinking, control, earlier);
    return new Parameters(
        part.choice("output_limit", OutputLimit.class, OutputLimit.MAX_TOKENS),
        part.choice("sampling", Sampling.class, Sampling.FREE),
        part.choice("greedy", Greedy.class, Greedy.TEMPERATURE),
        control,
        earlier,
        part.choice("tool_choice", Choices.class, Choices.ANY),
        part.flag("tool_stream"),
        part.textOrNull("tokenizer"),
        new Extras(
            part.choice("documents", Documents.class, Documents.PART),
            part.choice("web_search", WebSearch.class, WebSearch.TOOL),
            part.has("images") ? (int) Math.min(part.count("images"), 10_000) : 0,
            part.flag("continues")));
  }

  /** What suits a model of which nothing is said. */
  private static Control usual(Thinking thinking) {
    boolean words = !thinking.efforts().isEmpty();
    return switch (thinking.mode()) {
      case NONE -> Control.NONE;
      case ALWAYS -> words ? Control.EFFORT : Control.NONE;
      case TOGGLE -> words ? Control.OBJECT_AND_EFFORT : Control.OBJECT;
    };
  }

  private static void check(Entry part, Thinking thinking, Control control, Earlier earlier)
      throws CatalogException {
    if (thinking.mode() == Thinking.Mode.NONE && control != Control.NONE) {
      throw part.problem("thinking", "a model that does not think has nothing to control: none");
    }
    if (thinking.mode() == Thinking.Mode.TOGGLE && !control.turnsOff()) {
      throw part.problem(
          "thinking",
          "it cannot turn thinking off, as mode toggle says: write object, object_and_effort,"
              + " template_thinking or template_enable_thinking");
    }
    if (!thinking.efforts().isEmpty() && !control.saysEffort()) {
      throw part.problem(
          "thinking",
          "it says no effort, but thinking.efforts has words: write effort or object_and_effort,"
              + " or remove the efforts");
    }
    if (earlier != Earlier.UNSAID && (control == Control.NONE || control == Control.EFFORT)) {
      throw part.problem("earlier", "it goes beside the switch for thinking, and there is none");
    }
  }
}
