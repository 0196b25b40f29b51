package dev.fairlead.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How much a key may do: at once, and in a window of time. */
final class Limits {
  /** A refusal: too many at once, or none left until a time. */
  sealed interface Exceeded {
    /** So many at once is the most. */
    record AtOnce(int most) implements Exceeded {}

    /** The window is used up. */
    record UsedUp(int most, Duration left, Instant until) implements Exceeded {}
  }

  private record Quota(int requests, Duration window) {}

  private static final class Account {
    private int running;
    private int used;
    private Instant until = Instant.MIN;
  }

  private final Map<Vendor, Integer> atOnce = new EnumMap<>(Vendor.class);
  private final Map<Vendor, Quota> quotas = new EnumMap<>(Vendor.class);
  private final Map<String, Account> accounts = new HashMap<>();

  synchronized void concurrency(Vendor vendor, int most) {
    if (most > 0) {
      atOnce.put(vendor, most);
    } else {
      atOnce.remove(vendor);
    }
  }

  synchronized void quota(Vendor vendor, int requests, Duration window) {
    if (requests > 0) {
      quotas.put(vendor, new Quota(requests, window));
    } else {
      quotas.remove(vendor);
    }
    accounts.values().forEach(account -> account.until = Instant.MIN);
  }

  synchronized void clear() {
    atOnce.clear();
    quotas.clear();
    accounts.values().forEach(account -> account.until = Instant.MIN);
  }

  /** Takes a place for a request, or says why there is none; a place taken is given back. */
  synchronized Optional<Exceeded> enter(Vendor vendor, String key) {
    Account account = account(vendor, key);
    Integer most = atOnce.get(vendor);
    if (most != null && account.running >= most) {
      return Optional.of(new Exceeded.AtOnce(most));
    }
    Quota quota = quotas.get(vendor);
    if (quota != null) {
      Instant now = Instant.now();
      if (now.isAfter(account.until)) {
        account.until = now.plus(quota.window());
        account.used = 0;
      }
      if (account.used >= quota.requests()) {
        return Optional.of(
            new Exceeded.UsedUp(
                quota.requests(), Duration.between(now, account.until), account.until));
      }
      account.used++;
    }
    account.running++;
    return Optional.empty();
  }

  synchronized void leave(Vendor vendor, String key) {
    account(vendor, key).running--;
  }

  private Account account(Vendor vendor, String key) {
    return accounts.computeIfAbsent(vendor.label() + " " + key, _ -> new Account());
  }
}
