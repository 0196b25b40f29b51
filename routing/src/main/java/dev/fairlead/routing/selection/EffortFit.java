package dev.fairlead.routing.selection;

import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Thinking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How hard a model thinks when a call wants a certain effort.
 *
 * @param effort what it is told, or null for no thinking
 * @param changes how that differs from what was wanted; nothing or one
 * @param met whether the call gets at least what it wanted
 */
@SuppressWarnings("EnumOrdinal") // a table by effort, made and read in this file alone
record EffortFit(@Nullable Effort effort, List<Degradation> changes, boolean met) {
  private static final Effort[] EFFORTS = Effort.values();

  /** The place, in the table of a model, of a call that leaves the effort to the model. */
  private static final int ANY = EFFORTS.length;

  private static final int NONE = EFFORTS.length + 1;

  /** Where in a model's table to look for a call that does or does not want to think. */
  static int place(boolean wanted, @Nullable Effort effort) {
    if (!wanted) {
      return NONE;
    }
    return effort == null ? ANY : effort.ordinal();
  }

  /** The fits of a model, by place; {@code off} is when a switch forbids to ask for thinking. */
  static EffortFit[] table(Thinking thinking, boolean off) {
    EffortFit[] table = new EffortFit[EFFORTS.length + 2];
    for (int place = 0; place < table.length; place++) {
      Effort wanted = place < EFFORTS.length ? EFFORTS[place] : null;
      table[place] = of(thinking, off, place != NONE, wanted);
    }
    return table;
  }

  private static EffortFit of(
      Thinking thinking, boolean off, boolean wants, @Nullable Effort wanted) {
    boolean always = thinking.mode() == Thinking.Mode.ALWAYS;
    if (!wants) {
      return always ? raised(thinking) : new EffortFit(null, List.of(), true);
    }
    if (thinking.mode() == Thinking.Mode.NONE || (off && !always)) {
      String word = wanted == null ? "on" : wanted.label();
      return new EffortFit(null, List.of(new Degradation("thinking", word, "off")), false);
    }
    if (thinking.efforts().isEmpty()) {
      return wanted == null
          ? new EffortFit(Effort.MEDIUM, List.of(), true)
          : new EffortFit(wanted, changed(wanted.label(), "the model's own"), true);
    }
    if (wanted == null) {
      return new EffortFit(nearest(thinking, Effort.MEDIUM), List.of(), true);
    }
    Effort got = nearest(thinking, wanted);
    return got == wanted
        ? new EffortFit(got, List.of(), true)
        : new EffortFit(got, changed(wanted.label(), got.label()), got.compareTo(wanted) > 0);
  }

  private static EffortFit raised(Thinking thinking) {
    if (thinking.efforts().isEmpty()) {
      return new EffortFit(Effort.LOW, changed("none", "the model's own"), true);
    }
    Effort least = nearest(thinking, Effort.MINIMAL);
    return new EffortFit(least, changed("none", least.label()), true);
  }

  /** The effort itself, else the next one down, else the next one up. */
  private static Effort nearest(Thinking thinking, Effort wanted) {
    for (int i = wanted.ordinal(); i >= 0; i--) {
      if (thinking.efforts().containsKey(EFFORTS[i])) {
        return EFFORTS[i];
      }
    }
    for (int i = wanted.ordinal() + 1; i < EFFORTS.length; i++) {
      if (thinking.efforts().containsKey(EFFORTS[i])) {
        return EFFORTS[i];
      }
    }
    throw new IllegalArgumentException("no efforts");
  }

  private static List<Degradation> changed(String wanted, String got) {
    return List.of(new Degradation("effort", wanted, got));
  }
}
