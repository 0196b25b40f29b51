package dev.fairlead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.benchmarks.Ledger.Offence;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A soak that could not notice would prove nothing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LedgerTest {
  private static final Heard ANSWER = new Heard.Answer();

  private final Ledger ledger = new Ledger();

  private List<Offence> offences() {
    return Arrays.stream(Offence.values()).filter(one -> ledger.count(one) > 0).toList();
  }

  @Test
  void one_reply_to_each_request_is_as_it_should_be() {
    ledger.asked(11, "chat", 100);
    ledger.asked(12, "chat", 200);
    ledger.asked(13, "chat", 300);
    assertThat(ledger.waiting()).isEqualTo(3);
    ledger.heard(12, ANSWER, 240);
    ledger.heard(11, new Heard.TypedError("failed, TimedOut"), 150);
    ledger.progressed(13);
    ledger.heard(13, new Heard.Job("a"), 310);
    ledger.close();

    assertThat(offences()).isEmpty();
    Ledger.Sum chat = Objects.requireNonNull(ledger.tools().get("chat"));
    assertThat(chat.calls()).isEqualTo(3);
    assertThat(chat.answers()).isEqualTo(1);
    assertThat(chat.errors()).isEqualTo(1);
    assertThat(chat.jobs()).isEqualTo(1);
    assertThat(chat.took()).containsExactlyInAnyOrder(40L, 50L, 10L);
    assertThat(ledger.kinds()).containsOnlyKeys("failed, TimedOut");
  }

  @Test
  void a_request_without_a_reply_is_lost() {
    ledger.asked(11, "chat", 0);
    ledger.close();

    assertThat(offences()).containsExactly(Offence.LOST);
    assertThat(ledger.examples()).singleElement().asString().contains("chat", "11");
  }

  @Test
  void a_second_reply_and_one_to_nothing_are_too_many() {
    ledger.asked(11, "chat", 0);
    ledger.heard(11, ANSWER, 1);
    ledger.heard(11, ANSWER, 2);
    ledger.heard(99, ANSWER, 3);

    assertThat(offences()).containsExactly(Offence.DOUBLED);
    assertThat(ledger.count(Offence.DOUBLED)).isEqualTo(2);
  }

  @Test
  void what_was_cancelled_needs_no_reply_and_may_have_one_that_was_under_way() {
    ledger.asked(11, "chat", 0);
    ledger.asked(12, "chat", 0);
    assertThat(ledger.cancels(11, 5)).isTrue();
    assertThat(ledger.cancels(12, 5)).isTrue();
    assertThat(ledger.waiting()).isZero();
    ledger.heard(12, ANSWER, 6);
    assertThat(ledger.cancels(12, 7)).isFalse();
    ledger.close();

    assertThat(offences()).isEmpty();
    assertThat(Objects.requireNonNull(ledger.tools().get("chat")).cancelled()).isEqualTo(1);
  }

  @Test
  void a_reply_long_after_the_cancel_is_none_that_was_under_way() {
    ledger.asked(11, "chat", 0);
    ledger.cancels(11, 5);
    ledger.heard(11, ANSWER, 6 + Ledger.UNDER_WAY.toNanos());

    assertThat(offences()).containsExactly(Offence.AFTER_CANCEL);
  }

  @Test
  void progress_after_the_reply_and_an_error_without_a_kind_are_noticed() {
    ledger.asked(11, "chat", 0);
    ledger.heard(11, new Heard.Untyped("something"), 1);
    ledger.progressed(11);

    assertThat(offences()).containsExactly(Offence.LATE_PROGRESS, Offence.UNTYPED);
  }
}
