package dev.fairlead.tools.chat;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Policy;
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
import dev.fairlead.tools.expert.Gathering;
import dev.fairlead.tools.expert.History;
import dev.fairlead.tools.expert.Material;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.expert.Wishes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a model a question, with files and images, and goes on with the conversation. */
public final class ChatTool implements Tool {
  private static final String NAME = "chat";
  private static final Requirements NEEDS = Requirements.NONE.preferring(Capability.STREAMING);
  private static final Policy FAVOURS = Policy.BALANCED;
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Role ROLE = Role.of(ChatTool.class, "chat.md");

  private final Parts parts;
  private final Consultation consultation;

  /** A chat through these parts. */
  public ChatTool(Parts parts) {
    this.parts = parts;
    this.consultation = new Consultation(parts);
  }

  record Arguments(
      @Field("question or task, with its context") String prompt,
      @Field(value = "files, directories or globs to send", aka = "absolute_file_paths")
          List<String> files,
      @Field(value = "image paths or data URLs", longest = 28 << 20) List<String> images,
      Wishes wishes,
      @Field("what to favour") @Nullable Policy policy,
      @Field(value = "false: fail rather than do without something", fallback = "true")
          boolean allowDegraded,
      @Field(value = "let the model search the web", fallback = "false", aka = "use_websearch")
          boolean webSearch,
      @Field("thread to go on with") @Nullable String continuationId) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Chat",
        "Ask another model: second opinion, ideas, explanations. Sends the named files.",
        SCHEMA,
        null,
        NEEDS,
        true,
        FAVOURS);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    History history = History.of(consultation.turns(NAME, arguments.continuationId()));
    Material material =
        new Gathering(parts.gate(), call.workspace(), consultation.permission(NAME, call))
            .files(arguments.files())
            .images(arguments.images())
            .finish(NAME);
    return consultation.run(
        call,
        new Consultation.Matter(
            NAME,
            ROLE.text(),
            needs(arguments, history, material),
            history,
            material,
            arguments.prompt(),
            arguments.wishes(),
            parts.policy(arguments.policy(), FAVOURS),
            arguments.continuationId(),
            "{}"));
  }

  private static Requirements needs(Arguments arguments, History history, Material material) {
    Requirements needs = Needs.of(NEEDS, history, material, arguments.wishes());
    Requirements searching =
        arguments.webSearch() ? needs.preferring(Capability.WEB_SEARCH) : needs;
    return arguments.allowDegraded() ? searching : searching.strict();
  }
}
