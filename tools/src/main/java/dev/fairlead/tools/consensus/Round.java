package dev.fairlead.tools.consensus;

import dev.fairlead.routing.Progress;
import dev.fairlead.routing.Progress.SoFar;
import dev.fairlead.routing.RoutingException;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.expert.Consultation;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One question put to all seats at once, by the deadline of one call. Used once. */
final class Round {
  private final Consultation consultation;
  private final Call call;
  private final List<Seat> seats;
  private final String thread;
  private final AtomicInteger ended = new AtomicInteger();
  private final List<Supplier<SoFar>> soFar;
  private volatile boolean cancelled;

  /** A round of that call, all of which belongs to that thread. */
  Round(Consultation consultation, Call call, List<Seat> seats, String thread) {
    this.consultation = consultation;
    this.call = call;
    this.seats = seats;
    this.thread = thread;
    this.soFar = new CopyOnWriteArrayList<>(Collections.nCopies(seats.size(), () -> SoFar.NOTHING));
  }

  /**
   * What came of each seat, in their order, when all have ended.
   *
   * @param matters what a seat is asked
   * @throws InterruptedException if the calling thread was interrupted; every seat's call has then
   *     ended
   */
  List<Statement> of(Function<Seat, Consultation.Matter> matters) throws InterruptedException {
    List<Callable<Statement>> tasks =
        IntStream.range(0, seats.size())
            .<Callable<Statement>>mapToObj(i -> () -> ask(i, matters.apply(seats.get(i))))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Statement>> all = tasks.stream().map(threads::submit).toList();
      try {
        for (Future<Statement> one : all) {
          await(one);
        }
      } catch (InterruptedException e) {
        cancelled = true; // first, so that no seat asks in the place of one that has ended
        all.forEach(one -> one.cancel(true));
        throw e;
      }
      return all.stream().map(Round::result).toList();
    }
  }

  private static void await(Future<Statement> one) throws InterruptedException {
    try {
      var _ = one.get();
    } catch (ExecutionException _) {
      // told with what came of the others
    }
  }

  private Statement ask(int index, Consultation.Matter matter) throws InterruptedException {
    Seat seat = seats.get(index);
    Call own =
        new Call(
            call.arguments(), call.workspace(), call.deadline(), new Told(index), call.patience());
    try {
      return Statement.of(seat, consultation.hear(own, matter, thread));
    } catch (RoutingException e) {
      String message = e.getMessage();
      return new Statement.Failed(seat, message == null ? "no answer" : message, e.decision());
    } finally {
      ended.incrementAndGet();
    }
  }

  /** A fault of ours ends the whole call, as it would that of one model. */
  private static Statement result(Future<Statement> future) {
    if (future.state() == Future.State.SUCCESS) {
      return future.resultNow();
    }
    throw new IllegalStateException("a part of the round failed", future.exceptionNow());
  }

  private SoFar together() {
    String text =
        IntStream.range(0, seats.size())
            .filter(i -> !soFar.get(i).get().text().isBlank())
            .mapToObj(i -> "### " + seats.get(i).name() + "\n\n" + soFar.get(i).get().text())
            .collect(Collectors.joining("\n\n"));
    return new SoFar("", text, "");
  }

  /** How far one seat is, told as a part of the whole. */
  private final class Told implements Progress {
    private final int index;

    Told(int index) {
      this.index = index;
    }

    @Override
    public void report(String message) {
      if (cancelled) {
        Thread.currentThread().interrupt(); // this seat's own interrupt may be yet to come
        return;
      }
      call.progress().report(ended.get() + " of " + seats.size() + " done, " + message);
    }

    @Override
    public void answering(Supplier<SoFar> text) {
      soFar.set(index, text);
      call.progress().answering(Round.this::together);
    }
  }
}
