package dev.fairlead.tools.expert;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.files.Content;

/** What a call needs of a model: what its tool declares, and what its content adds to it. */
public final class Needs {
  /** Room for an answer and the reasoning before it. */
  private static final long THOUGHT = 16_384;

  /** What an expert needs who judges code: it had better think, and has room to. */
  public static final Requirements EXPERT =
      Requirements.NONE
          .preferring(Capability.THINKING)
          .preferring(Capability.STREAMING)
          .output(THOUGHT);

  private Needs() {}

  /**
   * The declared requirements, strengthened by what is attached, now or earlier in the thread, and
   * by the effort wished for.
   */
  public static Requirements of(
      Requirements declared, History history, Material material, Wishes wishes) {
    Requirements needs = declared;
    if (material.has(Content.Kind.IMAGE) || history.has(Content.Kind.IMAGE)) {
      needs = needs.requiring(Capability.VISION);
    }
    if (material.has(Content.Kind.DOCUMENT) || history.has(Content.Kind.DOCUMENT)) {
      needs = needs.requiring(Capability.FILE_UPLOAD);
    }
    return wishes.thinkingMode() == null
        ? needs
        : needs.thinking(wishes.thinkingMode()).output(Math.max(needs.outputTokens(), THOUGHT));
  }
}
