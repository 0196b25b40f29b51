package dev.fairlead.routing;

import static dev.fairlead.providers.Capability.THINKING;
import static dev.fairlead.routing.testing.Models.continuing;
import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.ContentFiltered;
import dev.fairlead.providers.ProviderError.Disconnected;
import dev.fairlead.providers.ProviderError.Empty;
import dev.fairlead.providers.ProviderError.Interrupted;
import dev.fairlead.providers.ProviderError.Malformed;
import dev.fairlead.providers.ProviderError.Overloaded;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Decision.Outcome;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.resilience.Guards;
import dev.fairlead.routing.resilience.LocalBreakers;
import dev.fairlead.routing.resilience.LocalLanes;
import dev.fairlead.routing.resilience.LocalPurse;
import dev.fairlead.routing.resilience.PurseLimits;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Roster;
import dev.fairlead.routing.selection.Switches;
import dev.fairlead.routing.testing.ScriptedProvider;
import dev.fairlead.routing.testing.ScriptedProvider.Call;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RandomFaultsTest {
  private static final int CALLS = 1_000;
  private static final int IN_FLIGHT = 32;
  private static final int BROKEN = 30;
  private static final Duration DEADLINE = Duration.ofMinutes(15);

  /** Time is one for all calls: others may let some of it pass after the last look at it. */
  private static final Duration SLACK = Duration.ofMinutes(15);

  /** The twelve ways in which a response is broken. */
  private static final List<ProviderError> FAULTS =
      List.of(
          new RateLimited(Duration.ofSeconds(1)),
          new RateLimited(null),
          new Overloaded(null),
          new Unavailable(500),
          new TimedOut(Phase.FIRST_EVENT, Duration.ofMinutes(1)),
          new TimedOut(Phase.CONNECT, Duration.ofSeconds(10)),
          new Disconnected("reset"),
          new Interrupted("half"),
          new ContentFiltered(),
          new Malformed("?"),
          new Empty("stop"),
          new Rejected("400", "wrong"));

  private final VirtualTime time = new VirtualTime();
  private final Random random = new Random(42);
  private final Queue<Decision> journal = new ConcurrentLinkedQueue<>();
  private final LocalBreakers breakers = new LocalBreakers(BreakerLimits.DEFAULT, time::now);
  private final LocalLanes lanes = new LocalLanes(_ -> 4, Duration.ofMillis(5));
  private final LocalPurse purse =
      new LocalPurse(new PurseLimits(1_000, 1_000, 0, Duration.ofHours(5)), time::now);
  private final List<Access> keys =
      List.of(key("red-a", "red"), key("red-b", "red"), key("blue-a", "blue"));

  private void play(Call call) throws ProviderException, InterruptedException {
    call.say("begun");
    LockSupport.parkNanos(100_000);
    int luck = random.nextInt(100);
    if (luck == 98) {
      throw new InterruptedException();
    }
    if (luck == 99) {
      throw new IllegalStateException("a fault of the adapter");
    }
    if (luck < BROKEN) {
      throw new ProviderException(FAULTS.get(random.nextInt(FAULTS.size())));
    }
    call.answer("done");
  }

  /** What was said before a break is there once, however often it was gone on from. */
  private static boolean whole(String text) {
    return text.matches("(begun){1,8}done");
  }

  private CapabilityRouter router() {
    var models =
        List.of(
            continuing(model("red-5", "red", 5, THINKING)),
            model("red-3", "red", 3),
            model("blue-4", "blue", 4, THINKING));
    Roster roster = new Roster(new Catalog(models), keys, Map.of(), Switches.NONE);
    Map<String, Provider> providers =
        Map.of(
            "red", new ScriptedProvider("red").otherwise(this::play),
            "blue", new ScriptedProvider("blue").otherwise(this::play));
    return new CapabilityRouter(
        () -> roster,
        providers,
        new Guards(breakers, lanes, purse),
        journal::add,
        time.outside(),
        RouterLimits.DEFAULT);
  }

  @Test
  @Timeout(60)
  void every_call_ends_in_an_answer_or_one_error_and_has_one_decision() throws Exception {
    CapabilityRouter router = router();
    AtomicInteger answers = new AtomicInteger();
    AtomicInteger failures = new AtomicInteger();
    AtomicInteger cancels = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    Semaphore inFlight = new Semaphore(IN_FLIGHT);
    for (int i = 0; i < CALLS; i++) {
      inFlight.acquire();
      Thread.ofVirtual()
          .start(() -> {
            try {
              Answer answer =
                  router.run(
                      Ask.of("chat", Requirements.NONE),
                      _ -> List.of(new Message.User("hello")),
                      time.in(DEADLINE),
                      Progress.NONE);
              (whole(answer.text()) ? answers : wrong).incrementAndGet();
            } catch (RoutingException e) {
              (String.valueOf(e.getMessage()).startsWith("No model ") ? failures : wrong)
                  .incrementAndGet();
            } catch (InterruptedException _) {
              cancels.incrementAndGet();
            } finally {
              inFlight.release();
            }
          });
    }
    inFlight.acquire(IN_FLIGHT);
    assertThat(wrong.get()).isZero();
    assertThat(answers.get() + failures.get() + cancels.get()).isEqualTo(CALLS);
    assertThat(answers.get()).isGreaterThan(CALLS / 2);
    assertThat(journal).hasSize(CALLS);
    assertThat(journal.stream().map(Decision::id).collect(Collectors.toSet())).hasSize(CALLS);
    assertThat(journal)
        .filteredOn(decision -> decision.outcome() == Outcome.ANSWERED)
        .hasSize(answers.get());
    assertThat(journal)
        .filteredOn(decision -> decision.outcome() == Outcome.CANCELLED)
        .hasSize(cancels.get());
    assertThat(journal)
        .extracting(Decision::took)
        .allSatisfy(took -> assertThat(took).isLessThan(DEADLINE.plus(SLACK)));
    double cost = journal.stream().mapToDouble(Decision::cost).sum();
    assertThat(purse.budget().limits().getFirst().spent()).isBetween(cost - 1e-6, cost + 1);
    for (Access key : keys) {
      assertThat(lanes.inFlight(key.id())).as(key.id()).isZero();
    }
    time.pass(BreakerLimits.DEFAULT.longestQuota());
    assertThat(breakers.resting()).isEmpty();
  }
}
