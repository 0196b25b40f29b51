package dev.fairlead.routing;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatEvent.Adjusted;
import dev.fairlead.providers.ChatEvent.Finished;
import dev.fairlead.providers.ChatEvent.Found;
import dev.fairlead.providers.ChatEvent.Page;
import dev.fairlead.providers.ChatEvent.Reasoning;
import dev.fairlead.providers.ChatEvent.Sent;
import dev.fairlead.providers.ChatEvent.Text;
import dev.fairlead.providers.ChatEvent.ToolCall;
import dev.fairlead.providers.ChatEvent.Used;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.Usage;
import dev.fairlead.routing.journal.Timing;
import dev.fairlead.routing.resilience.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What has come of one attempt's answer so far. For one thread, but for what says otherwise. */
final class Reply implements Consumer<ChatEvent> {
  private final String model;
  private final Deadline deadline;
  private final Narrator narrator;
  private final long start;
  private final int beginning;
  private final StringBuilder text;
  private final StringBuilder reasoning = new StringBuilder();
  private final List<Adjusted> adjusted = new ArrayList<>();
  private final Stages stages = new Stages();
  private final List<Page> pages = new ArrayList<>();
  private Usage usage = Usage.NONE;
  private @Nullable Duration firstEvent;
  private @Nullable Finished finished;
  private boolean called;

  /** An answer to come; {@code beginning} is what it goes on from, or the empty string. */
  Reply(String model, String beginning, Deadline deadline, Narrator narrator) {
    this.model = model;
    this.deadline = deadline;
    this.narrator = narrator;
    this.start = deadline.ticker().nanos();
    this.beginning = beginning.length();
    this.text = new StringBuilder(beginning);
  }

  @Override
  public void accept(ChatEvent event) {
    if (firstEvent == null && isVendors(event)) {
      firstEvent = took();
    }
    switch (event) {
      case Sent sent -> stages.sent(sent, took());
      case Adjusted adjustment -> adjusted.add(adjustment);
      case Reasoning(String more) -> {
        synchronized (text) {
          reasoning.append(more);
        }
        narrator.goesOn(model, "thinking", reasoning.length());
      }
      case Text(String more) -> {
        synchronized (text) {
          text.append(more);
        }
        narrator.goesOn(model, "answering", text.length());
      }
      case ToolCall _ -> called = true;
      case Found(List<Page> more) -> pages.addAll(more);
      case Used(Usage all) -> usage = all;
      case Finished end -> finished = end;
    }
    if (finished == null && isVendors(event) && deadline.passed()) {
      throw new Late();
    }
  }

  /** Whether the vendor has said it; the rest are the adapter's words. */
  private static boolean isVendors(ChatEvent event) {
    return !(event instanceof Adjusted || event instanceof Sent);
  }

  /** The vendor was asked to count the prompt, which is over. */
  void counted() {
    stages.counted(took());
  }

  /** Where its time went until now, and the time before it. */
  Timing timing(Timing before) {
    return stages.timing(before, firstEvent, took());
  }

  /** What is wrong with it now that nothing more will come, or empty if it is an answer. */
  Optional<ProviderError> flaw() {
    if (finished == null) {
      return Optional.of(
          !saidMore()
              ? new ProviderError.Malformed("the answer has no end")
              : new ProviderError.Interrupted(text.toString()));
    }
    return text.substring(beginning).isBlank() && !called
        ? Optional.of(new ProviderError.Empty(finished.reason().name().toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  ProviderError late() {
    return new ProviderError.TimedOut(Phase.WHOLE, took());
  }

  /** Whether it ended at its limit of length, and not for being said. */
  boolean isCut() {
    return finished != null && finished.reason() == ChatEvent.Reason.LENGTH && !called;
  }

  /** Whether it has text beyond what it went on from. */
  boolean saidMore() {
    return text.length() > beginning;
  }

  boolean called() {
    return called;
  }

  /** All of it, what it went on from included. */
  String text() {
    return text.toString();
  }

  /** What there is of it while it grows; for any thread. */
  Progress.SoFar soFar() {
    synchronized (text) {
      return new Progress.SoFar(model, text.toString(), reasoning.toString());
    }
  }

  String reasoning() {
    return reasoning.toString();
  }

  /** What the vendor's search found. */
  List<Page> pages() {
    return pages;
  }

  List<Adjusted> adjusted() {
    return adjusted;
  }

  Usage usage() {
    return usage;
  }

  @Nullable Duration firstEvent() {
    return firstEvent;
  }

  @Nullable Finished finished() {
    return finished;
  }

  Duration took() {
    return Duration.ofNanos(deadline.ticker().nanos() - start);
  }

  /** Ends an attempt that goes on beyond the deadline. */
  static final class Late extends RuntimeException {
    Late() {
      super("the deadline has passed", null, false, false);
    }
  }
}
