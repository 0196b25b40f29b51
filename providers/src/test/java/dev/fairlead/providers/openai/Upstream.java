package dev.fairlead.providers.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/** The client's side of a reply: remembers what it was asked for. */
final class Upstream implements Flow.Subscription {
  private final List<Long> asked = new ArrayList<>();
  private int cancelled;

  /** How much was asked for, each time. */
  List<Long> asked() {
    return asked;
  }

  /** How often it was cancelled. */
  int cancelled() {
    return cancelled;
  }

  @Override
  public void request(long most) {
    asked.add(most);
  }

  @Override
  public void cancel() {
    cancelled++;
  }
}
