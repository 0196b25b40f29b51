package dev.fairlead.tools.consensus;

import dev.fairlead.tools.expert.Instructions;
import java.util.Locale;

/** Which side a model is to look at hardest; its verdict stays its own. */
enum Stance {
  FOR,
  AGAINST,
  NEUTRAL;

  /** The word of arguments and results. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a model is told of it. */
  String words() {
    return Instructions.read(Stance.class, label() + ".md");
  }

  /** Whether a model that was to hold it has come to the other side. */
  boolean isLeftBy(Opinion.Verdict verdict) {
    return (this == FOR && verdict == Opinion.Verdict.DISAGREE)
        || (this == AGAINST && verdict == Opinion.Verdict.AGREE);
  }
}
