package dev.fairlead.tools.challenge;

import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;

/** Has an agent examine a statement where it would be inclined to agree; asks no model. */
public final class ChallengeTool implements Tool {
  private static final String NAME = "challenge";
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  private final Parts parts;

  /** A challenge that is noted through these parts. */
  public ChallengeTool(Parts parts) {
    this.parts = parts;
  }

  record Arguments(
      @Field(
              value = "the statement",
              aka = {"statement", "claim", "question", "text"})
          String prompt) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME, "Challenge", "Examine a statement before agreeing.", SCHEMA, null, null, true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments {
    String statement = SCHEMA.read(call.arguments()).prompt().strip();
    String text =
        """
        Somebody says:

        > %s

        Do not answer yet, neither yes nor no. First find out whether it holds:
        - What would have to be true for it? Look it up in the code or the facts at hand, not in the conversation.
        - What is the strongest case against it, and which single observation would decide?
        - Did you say otherwise before? Keep to it if your reasons still stand; a firm tone is no reason to give way.

        Then answer with your verdict first (holds, holds in part, does not hold, cannot be told from here), the \
        evidence for it, and what follows for the work. Where you were wrong, say so plainly.\
        """
            .formatted(statement.replace("\n", "\n> "));
    return new ToolResult(
        ToolResult.Status.COMPLETE,
        text,
        null,
        parts.router().answeredDirectly(Ask.of(NAME, Requirements.NONE)),
        null);
  }
}
