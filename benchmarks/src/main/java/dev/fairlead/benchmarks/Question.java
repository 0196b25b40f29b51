package dev.fairlead.benchmarks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a tool.
 *
 * @param job which is fetched with it, or null
 * @param cancelled after which time its answer is not wanted any more, or null
 * @param tasks whether its answer may be a task
 * @param progress whether its client wants to hear of it meanwhile
 */
record Question(
    String tool,
    ObjectNode arguments,
    @Nullable String job,
    @Nullable Duration cancelled,
    boolean tasks,
    boolean progress) {}
