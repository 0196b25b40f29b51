package dev.fairlead.tools.planner;

import dev.fairlead.tools.text.DataBinding;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What one call said of a plan, as its thread keeps it.
 *
 * @param number the call's own number
 * @param total how many were expected then
 * @param more whether the plan went on after it
 * @param text the step
 * @param branch the branch it belongs to; empty for the main line
 * @param from the step at which it opens its branch, or null
 * @param revises the step whose text it replaces, or null
 */
record Entry(
    int number,
    int total,
    boolean more,
    String text,
    String branch,
    @Nullable Integer from,
    @Nullable Integer revises) {

  String json() {
    return DataBinding.plain().writeValueAsString(this);
  }

  /** The entry in that state of a turn, or null if it holds none. */
  static @Nullable Entry of(String state) {
    try {
      Entry entry = DataBinding.plain().readValue(state, Entry.class);
      return entry.number == 0 ? null : entry;
    } catch (JacksonException _) {
      return null; // another tool's turn, or another version's
    }
  }

  /** The step as an expert reads it. */
  String inWords() {
    String place = branch.isEmpty() ? "" : ", branch " + branch;
    String opened = from == null ? "" : " from step " + from;
    String revised = revises == null ? "" : ", revises step " + revises;
    return "## Plan, step " + number + place + opened + revised + "\n" + text;
  }
}
