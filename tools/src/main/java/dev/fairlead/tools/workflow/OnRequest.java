package dev.fairlead.tools.workflow;

import dev.fairlead.providers.Effort;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.expert.Wishes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expert who is asked at the end only if the caller says so, and what is wished for then. */
public record OnRequest(
    @Field(value = "ask a model at the end", fallback = "false") boolean useAssistantModel,
    @Field(value = "paths or data URLs", longest = 28 << 20, hidden = true) List<String> images,
    @Field(value = "id, alias or provider/*", from = Profile.FULL) @Nullable String model,
    @Field(value = "how hard to think", hidden = true) @Nullable Effort thinkingMode,
    @Field(value = "0 to 1", min = 0, max = 1, hidden = true) @Nullable Double temperature) {
  /** What is wished for of the answering. */
  public Wishes wishes() {
    return new Wishes(model, thinkingMode, temperature);
  }

  /** The same as a workflow takes it. */
  public Expertise expertise() {
    return new Expertise(useAssistantModel, images, wishes());
  }
}
