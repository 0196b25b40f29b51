package dev.fairlead.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.providers.ChatEvent.Sent;
import dev.fairlead.providers.ProviderError.Overloaded;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Timing;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Switches;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimingTest {
  private final Rig rig = new Rig();

  @Test
  void every_part_of_a_call_is_told_and_the_parts_are_the_whole() throws Exception {
    rig.red.then(call -> {
      rig.time.pass(ms(3));
      rig.time.pass(ms(40)); // a file goes up
      rig.time.pass(ms(7)); // a connection comes about
      rig.time.pass(ms(11)); // the head of the answer takes its time
      call.events().accept(new Sent(ms(40), ms(7), ms(11)));
      rig.time.pass(ms(100));
      call.say("done");
      rig.time.pass(ms(200));
      call.answer(" and dusted");
    });
    Deadline deadline = rig.time.in(Rig.LONG);
    rig.time.pass(ms(5)); // the tool reads files

    Decision decision = rig.run(Ask.of("chat", Requirements.NONE), deadline).decision();

    assertThat(decision.timing())
        .isEqualTo(new Timing(ms(8), ms(0), ms(0), ms(40), ms(7), ms(111), ms(200)));
    assertThat(decision.took()).isEqualTo(ms(366)).isEqualTo(decision.timing().whole());
    assertThat(decision.firstToken()).contains(ms(166));
    assertThat(decision.at()).isEqualTo(VirtualTime.START);
    assertThat(decision.attempts().getFirst().timing())
        .isEqualTo(new Timing(ms(3), ms(0), ms(0), ms(40), ms(7), ms(111), ms(200)));
  }

  @Test
  void a_pause_belongs_to_the_attempt_after_it() throws Exception {
    rig.red.then(call -> {
      rig.time.pass(ms(30));
      throw new ProviderException(new RateLimited(ms(1_000)));
    });
    rig.red.then(call -> {
      call.events().accept(new Sent(ms(0), ms(0), ms(0)));
      rig.time.pass(ms(20));
      call.answer("done");
    });

    Decision decision = rig.run().decision();

    assertThat(decision.attempts())
        .extracting(Attempt::timing)
        .containsExactly(
            new Timing(ms(0), ms(0), ms(0), ms(0), ms(0), ms(30), ms(0)),
            new Timing(ms(0), ms(0), ms(1_000), ms(0), ms(0), ms(20), ms(0)));
    assertThat(decision.timing())
        .isEqualTo(new Timing(ms(0), ms(0), ms(1_000), ms(0), ms(0), ms(50), ms(0)));
    assertThat(decision.firstToken()).contains(ms(1_050));
  }

  @Test
  void only_the_first_request_of_an_attempt_tells_what_went_before() throws Exception {
    rig.red.then(call -> {
      rig.time.pass(ms(10));
      call.events().accept(new Sent(ms(0), ms(4), ms(1)));
      call.say("searching");
      rig.time.pass(ms(50));
      call.events().accept(new Sent(ms(40), ms(9), ms(0)));
      call.answer("found");
    });

    assertThat(rig.run().decision().attempts().getFirst().timing())
        .isEqualTo(new Timing(ms(5), ms(0), ms(0), ms(0), ms(4), ms(1), ms(50)));
  }

  @Test
  void an_attempt_that_never_heard_anything_was_silent_to_its_end() throws Exception {
    rig.red.then(call -> {
      rig.time.pass(ms(6));
      call.events().accept(new Sent(ms(0), ms(6), ms(0)));
      rig.time.pass(ms(70));
      throw new ProviderException(new Overloaded(null));
    });
    rig.blue.answers("done");

    Attempt failed = rig.run().decision().attempts().getFirst();

    assertThat(failed.timing().silence().plus(failed.timing().connect())).isEqualTo(failed.took());
    assertThat(failed.timing().answer()).isZero();
  }

  @Test
  void a_count_that_the_vendor_makes_goes_ahead() throws Exception {
    rig.red.counting((_, _) -> {
      rig.time.pass(ms(60));
      return OptionalLong.of(150_000);
    });
    rig.red.then(call -> {
      rig.time.pass(ms(2));
      call.events().accept(new Sent(ms(0), ms(0), ms(0)));
      call.answer("done");
    });
    Requirements large = Requirements.NONE.input(190_000).output(1_000);

    assertThat(rig.run(Ask.of("chat", large)).decision().attempts().getFirst().timing())
        .isEqualTo(new Timing(ms(2), ms(0), ms(0), ms(60), ms(0), ms(0), ms(0)));
  }

  @Test
  void a_wait_for_a_slot_is_told() throws Exception {
    var first = rig.lanes.enter("red-a", real(), _ -> {}).orElseThrow();
    var second = rig.lanes.enter("red-a", real(), _ -> {}).orElseThrow();
    Thread.ofVirtual()
        .start(() -> {
          while (rig.red.calls().isEmpty() && rig.progress.isEmpty()) {
            Thread.onSpinWait();
          }
          rig.time.pass(ms(25));
          first.close();
          second.close();
        });

    Decision decision = rig.run().decision();

    assertThat(decision.timing().lane()).isEqualTo(ms(25));
    assertThat(decision.timing().overhead()).isZero();
  }

  @Test
  void a_call_that_no_model_can_take_is_overhead_alone() {
    Deadline deadline = rig.time.in(Rig.LONG);
    rig.time.pass(ms(9));
    Ask ask = Ask.of("chat", Requirements.NONE.input(10_000_000));
    RoutingException e = catchThrowableOfType(RoutingException.class, () -> rig.run(ask, deadline));

    assertThat(e.decision().timing()).isEqualTo(Timing.NONE.within(ms(9)));
    assertThat(e.decision().firstToken()).isEmpty();
  }

  @Test
  void a_decision_knows_where_its_call_could_go() throws Exception {
    rig.switches =
        Switches.NONE.with(new Switches.Bounds(Set.of("blue"), Set.of(), Set.of(), false, 1.5));

    assertThat(rig.run().decision().bounds()).isEqualTo(rig.switches.bounds());
    assertThat(rig.router().answeredDirectly(Ask.of("version", Requirements.NONE)).timing())
        .isEqualTo(Timing.NONE);
    assertThat(List.copyOf(rig.journal)).hasSize(2);
  }

  private Deadline real() {
    return rig.time.in(Rig.LONG);
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
