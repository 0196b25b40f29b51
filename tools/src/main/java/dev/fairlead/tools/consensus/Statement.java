package dev.fairlead.tools.consensus;

import dev.fairlead.routing.journal.Decision;
import dev.fairlead.tools.expert.Consultation;
import java.util.Locale;
import java.util.Objects;

/** What came of one seat. */
sealed interface Statement {
  Seat seat();

  /** How its model was chosen, and what the call took. */
  Decision decision();

  /** Something that a model said. */
  sealed interface Said extends Statement {
    Consultation.Heard heard();

    @Override
    default Decision decision() {
      return heard().answer().decision();
    }

    default String text() {
      return heard().text();
    }
  }

  /** An answer. */
  record Answered(Seat seat, Consultation.Heard heard, Opinion opinion) implements Said {}

  /** Instead of an answer, the model wants files. */
  record WantsFiles(Seat seat, Consultation.Heard heard) implements Said {}

  /**
   * No model could be asked, or none answered.
   *
   * @param why in words a user can act on
   */
  record Failed(Seat seat, String why, Decision decision) implements Statement {
    /** Whether no model could be asked at all. */
    boolean isRefused() {
      return decision.outcome() == Decision.Outcome.REFUSED;
    }
  }

  /** What a model said in that seat. */
  static Statement of(Seat seat, Consultation.Heard heard) {
    return heard.wantsFiles()
        ? new WantsFiles(seat, heard)
        : new Answered(seat, heard, Opinion.in(heard.answer().text()));
  }

  /** The model that was asked last, else the one that was to be. */
  default String model() {
    return decision().attempts().isEmpty()
        ? Objects.requireNonNullElse(seat().model(), "no model")
        : decision().attempts().getLast().model();
  }

  /** The model, and its stance where it has one. */
  default String name() {
    return seat().name(model());
  }

  /** What became of it, in one line. */
  default String standing() {
    String vendor =
        decision().attempts().isEmpty() ? "" : ", " + decision().attempts().getLast().provider();
    return name()
        + vendor
        + String.format(
            Locale.ROOT, ", %.1f s, $%.4f: ", decision().took().toMillis() / 1e3, decision().cost())
        + switch (this) {
          case Answered _ -> "answered";
          case WantsFiles _ -> "wants files first";
          case Failed(Seat _, String why, Decision _) -> "failed. " + why;
        };
  }
}
