package dev.fairlead.tools.websearch;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.expert.Consultation;
import dev.fairlead.tools.expert.History;
import dev.fairlead.tools.expert.Material;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.expert.Wishes;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Has a model answer from what its vendor's search finds on the web. */
public final class WebSearchTool implements Tool {
  private static final String NAME = "web_search";
  private static final Requirements NEEDS =
      Requirements.NONE.requiring(Capability.WEB_SEARCH).preferring(Capability.STREAMING);
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Role ROLE = Role.of(WebSearchTool.class, "web_search.md");

  private final Parts parts;
  private final Consultation consultation;

  /** A search through these parts. */
  public WebSearchTool(Parts parts) {
    this.parts = parts;
    this.consultation = new Consultation(parts);
  }

  record Arguments(
      @Field(
              value = "what to find out, in words",
              aka = {"prompt", "search_query"})
          String query,
      @Field("id, alias or provider/*; default: best fit") @Nullable String model,
      @Field("thread to go on with") @Nullable String continuationId) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Web search",
        "Answers from the web as it is now, with sources and their dates.",
        SCHEMA,
        null,
        NEEDS,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    History history = History.of(consultation.turns(NAME, arguments.continuationId()));
    Wishes wishes = new Wishes(arguments.model(), null, null);
    return consultation.run(
        call,
        new Consultation.Matter(
            NAME,
            ROLE.text() + "\n\nToday is " + today() + ".",
            Needs.of(NEEDS, history, Material.NONE, wishes),
            history,
            Material.NONE,
            arguments.query(),
            wishes,
            null,
            arguments.continuationId(),
            "{}"));
  }

  /** What is recent depends on it, and a model does not know it. */
  private LocalDate today() {
    return LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
  }
}
