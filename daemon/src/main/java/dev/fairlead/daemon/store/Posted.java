package dev.fairlead.daemon.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/** The orders that nobody has waited for yet, in the order in which they are done. Thread-safe. */
final class Posted {
  private final Deque<Order> orders = new ArrayDeque<>();

  /** Gives the order to who does it; whether there was room. */
  synchronized boolean offer(Order order, BlockingQueue<Order> waiting) {
    boolean taken = waiting.offer(order);
    if (taken) {
      orders.add(order);
    }
    dropDone();
    return taken;
  }

  /** Those that are not done; the last of them is done last. */
  synchronized List<Order> open() {
    dropDone();
    return List.copyOf(orders);
  }

  private void dropDone() {
    Order first = orders.peekFirst();
    while (first != null && first.isDone()) {
      orders.removeFirst();
      first = orders.peekFirst();
    }
  }
}
