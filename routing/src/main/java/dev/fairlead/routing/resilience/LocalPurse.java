package dev.fairlead.routing.resilience;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.selection.Budget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A purse of this process, which is one workspace and forgets when it ends. */
public final class LocalPurse implements Purse {
  private final PurseLimits limits;
  private final InstantSource clock;
  private final List<Item> items = new ArrayList<>();

  private static final class Item {
    final String key;
    final Instant at;
    final boolean plan;
    double cost;

    Item(Access key, Instant at, double cost) {
      this.key = key.id();
      this.plan = key.billing() == Access.Billing.PLAN;
      this.at = at;
      this.cost = cost;
    }
  }

  /** An empty purse with those limits. */
  public LocalPurse(PurseLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public synchronized Budget budget() {
    return spending().under(limits);
  }

  @Override
  public synchronized Reserved reserve(Access key, double estimate, Duration within) {
    if (!limits.any()) {
      return Hold.NOTHING;
    }
    Optional<String> refused = spending().refuses(limits, key, estimate);
    if (refused.isPresent()) {
      return new Exceeded(refused.get());
    }
    Item item = new Item(key, clock.instant(), estimate);
    items.add(item);
    return new Kept(item);
  }

  private Spending spending() {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Instant start = now.minus(limits.planWindow());
    items.removeIf(item ->
        item.plan
            ? !item.at.isAfter(start)
            : LocalDate.ofInstant(item.at, ZoneOffset.UTC).isBefore(today));
    double cost = 0;
    Map<String, Spending.Calls> calls = new HashMap<>();
    for (Item item : items) {
      cost += item.cost;
      if (item.plan) {
        calls.merge(
            item.key,
            new Spending.Calls(1, item.at),
            (old, _) -> new Spending.Calls(old.count() + 1, old.oldest()));
      }
    }
    return new Spending(cost, cost, calls);
  }

  private final class Kept implements Hold {
    private final Item item;
    private boolean settled;

    Kept(Item item) {
      this.item = item;
    }

    @Override
    public void settle(double cost) {
      synchronized (LocalPurse.this) {
        item.cost = cost;
        settled = true;
      }
    }

    @Override
    public void close() {
      synchronized (LocalPurse.this) {
        if (!settled) {
          items.remove(item);
        }
      }
    }
  }
}
