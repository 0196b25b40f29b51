package dev.fairlead.tools.askfiles;

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
import dev.fairlead.tools.expert.Gathering;
import dev.fairlead.tools.expert.History;
import dev.fairlead.tools.expert.Material;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.expert.Wishes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has files uploaded once, and asks about them as often as somebody wants to. */
public final class AskFilesTool implements Tool {
  private static final String NAME = "ask_files";

  /** What every vendor takes in one conversation. */
  private static final int MOST = 50;

  private static final Requirements NEEDS =
      Requirements.NONE.requiring(Capability.FILE_UPLOAD).preferring(Capability.STREAMING);
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Role ROLE = Role.of(AskFilesTool.class, "ask_files.md");

  private final Parts parts;
  private final Consultation consultation;

  /** Questions through these parts. */
  public AskFilesTool(Parts parts) {
    this.parts = parts;
    this.consultation = new Consultation(parts);
  }

  record Arguments(
      @Field(value = "what to answer", aka = "prompt") String question,
      @Field(
              value = "paths or globs; those of the thread are known",
              aka = {"file_path", "relevant_files", "absolute_file_paths"})
          List<String> files,
      Wishes wishes,
      @Field("thread to go on with") @Nullable String continuationId) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Ask files",
        "Ask about documents (PDF, Office, text), uploaded once.",
        SCHEMA,
        null,
        NEEDS,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    History history = History.of(consultation.turns(NAME, arguments.continuationId()));
    Material material =
        new Gathering(parts.gate(), call.workspace(), consultation.permission(NAME, call))
            .files(arguments.files())
            .finish(NAME)
            .asDocuments()
            .without(history);
    int all = material.attachments().size() + (int) history.attached().count();
    if (all == 0) {
      throw bad(
          arguments.continuationId() == null
              ? "files is missing: give files, directories or globs"
              : "files is missing, and the thread has none yet: give files, directories or globs");
    }
    if (all > MOST) {
      throw bad("files come to %d, at most %d in a thread: name fewer".formatted(all, MOST));
    }
    return consultation.run(
        call,
        new Consultation.Matter(
            NAME,
            ROLE.text(),
            Needs.of(NEEDS, history, material, arguments.wishes()),
            history,
            material,
            arguments.question(),
            arguments.wishes(),
            null,
            arguments.continuationId(),
            "{}"));
  }

  private static BadArguments bad(String problem) {
    return BadArguments.of(NAME, List.of(problem));
  }
}
