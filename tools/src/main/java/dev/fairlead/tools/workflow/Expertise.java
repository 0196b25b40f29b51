package dev.fairlead.tools.workflow;

import dev.fairlead.tools.Field;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.expert.Wishes;
import java.util.List;

/** Whether an expert is asked at the end, with which images, and who. */
public record Expertise(
    @Field(value = "false: ask no model", fallback = "true", from = Profile.FULL)
        boolean useAssistantModel,
    @Field(value = "paths or data URLs", longest = 28 << 20) List<String> images,
    Wishes wishes) {}
