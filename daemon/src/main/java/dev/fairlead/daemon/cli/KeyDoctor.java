package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.config.Vendor;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Access.Region;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.Provider.Balance;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.NoBalance;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.tools.Health.Finding;
import dev.fairlead.tools.Health.Grade;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether a key can pay, and where it belongs if it is refused.
 *
 * @param installed what the key is a part of
 */
record KeyDoctor(Installed installed) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** Below this many units of its currency an account is soon empty. */
  private static final double LOW = 1;

  /** The same vendor's addresses differ in these paths; so do those of a stand-in. */
  private static final Map<String, String> PATHS =
      Map.of("/api/paas/v4", "/api/coding/paas/v4", "/v1", "/coding/v1");

  /** What there is to say of that key beside that it lists models. */
  List<Finding> look(Access access) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    Optional<ProviderError> refusal = refusal(access);
    if (refusal.isPresent()) {
      findings.add(misplaced(access, refusal.get()));
    } else {
      balance(access).ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<Finding> balance(Access access) throws InterruptedException {
    String what = "balance " + access.id();
    try {
      return installed
          .provider(access)
          .balance(access, PATIENCE)
          .map(balance -> judged(what, balance, access));
    } catch (ProviderException e) {
      return Optional.of(
          new Finding(what, Grade.DEGRADED, "cannot be asked: " + e.getMessage(), access.id()));
    }
  }

  private static Finding judged(String what, Balance balance, Access access) {
    String left = String.format(Locale.ROOT, "%.2f %s", balance.available(), balance.currency());
    if (balance.available() <= 0) {
      String detail = left + ": no call is served until the account is recharged";
      return new Finding(what, Grade.BROKEN, detail, access.id());
    }
    return balance.available() < LOW
        ? new Finding(what, Grade.DEGRADED, left + " left: recharge it soon", access.id())
        : new Finding(what, Grade.OK, left + " left", access.id());
  }

  /** Why the key cannot be used at its address, if it is the key that is at fault. */
  private Optional<ProviderError> refusal(Access access) throws InterruptedException {
    Optional<ProviderError> listing = listing(access);
    return listing.isPresent() ? listing.filter(KeyDoctor::isOfKey) : answering(access);
  }

  private static boolean isOfKey(ProviderError error) {
    return error instanceof Unauthorized || error instanceof NoBalance;
  }

  private Optional<ProviderError> listing(Access access) throws InterruptedException {
    try {
      installed.provider(access).models(access, PATIENCE);
      return Optional.empty();
    } catch (ProviderException e) {
      return Optional.of(e.error());
    }
  }

  /** A list is given to keys that no call is served for: a free model tells. */
  private Optional<ProviderError> answering(Access access) throws InterruptedException {
    Optional<Model> free = free(access);
    if (free.isEmpty()) {
      return Optional.empty();
    }
    ChatRequest request =
        new ChatRequest(
            free.get(),
            List.of(new Message.User("hi")),
            null,
            false,
            1,
            null,
            List.of(),
            false,
            false,
            null);
    try {
      installed
          .provider(access)
          .chat(request, access, new Patience(ANSWER, ANSWER, ANSWER), _ -> {});
      return Optional.empty();
    } catch (ProviderException e) {
      return Optional.of(e.error()).filter(KeyDoctor::isOfKey);
    }
  }

  private Optional<Model> free(Access access) {
    return Vendor.named(access.provider())
        .flatMap(_ ->
            installed.catalog().models().stream()
                .filter(model -> model.provider().equals(access.provider()))
                .filter(model -> model.retirement() == null)
                .filter(model -> model.price().input() == 0 && model.price().output() == 0)
                .findFirst());
  }

  private Finding misplaced(Access access, ProviderError refusal) throws InterruptedException {
    String what = "address " + access.id();
    for (Map.Entry<URI, String> other : others(access).entrySet()) {
      Access there =
          new Access(
              access.id(), access.provider(), other.getKey(), access.key(), access.billing());
      if (listing(there).isEmpty() && answering(there).isEmpty()) {
        return new Finding(
            what,
            Grade.BROKEN,
            "the key is refused at "
                + access.base()
                + " and accepted at "
                + other.getKey()
                + ": set "
                + other.getValue(),
            access.id());
      }
    }
    String detail =
        refusal instanceof NoBalance
            ? "no balance and no plan: recharge the account, or take the key away"
            : "refused at every address of " + access.provider() + ": make a new key";
    return new Finding(what, Grade.BROKEN, detail, access.id());
  }

  /** The vendor's other addresses, with what to set for each. */
  private static Map<URI, String> others(Access access) {
    Map<URI, String> others = new LinkedHashMap<>();
    Optional<Vendor> vendor = Vendor.named(access.provider());
    Optional<Vendor.Place> here = vendor.flatMap(v -> v.placeOf(access.base()));
    if (here.isPresent()) {
      for (Billing billing : List.of(Billing.PLAN, Billing.METERED)) {
        for (Region region : List.of(here.get().region(), Region.INTERNATIONAL, Region.CHINA)) {
          Vendor.Place place = new Vendor.Place(region, billing);
          if (!place.equals(here.get())) {
            others.putIfAbsent(vendor.get().base(place), settings(access, here.get(), place));
          }
        }
      }
    } else if (vendor.isPresent()) {
      String base = access.base().toString();
      PATHS.forEach((metered, plan) -> {
        if (base.endsWith(plan)) {
          other(access, base, plan, metered, others);
        } else if (base.endsWith(metered)) {
          other(access, base, metered, plan, others);
        }
      });
    }
    return others;
  }

  private static void other(
      Access access, String base, String from, String to, Map<URI, String> others) {
    URI other = URI.create(base.substring(0, base.length() - from.length()) + to);
    Vendor vendor = Vendor.named(access.provider()).orElseThrow();
    String set = where(access) + ".base, or " + vendor.baseVariables().getFirst();
    others.put(other, set + ", to " + other);
  }

  private static String settings(Access access, Vendor.Place here, Vendor.Place there) {
    List<String> settings = new ArrayList<>();
    if (here.region() != there.region()) {
      settings.add(where(access) + ".region: " + there.region().label());
    }
    if (here.billing() != there.billing()) {
      settings.add(where(access) + ".plan: " + (there.billing() == Billing.PLAN));
    }
    Vendor vendor = Vendor.named(access.provider()).orElseThrow();
    return String.join(" and ", settings)
        + ", or that address where "
        + vendor.baseKey()
        + " or "
        + vendor.baseVariables().getFirst()
        + " sets one";
  }

  /** Where the settings of that key are. */
  private static String where(Access access) {
    String name = access.id().substring(access.provider().length() + 1);
    String provider = "providers." + access.provider();
    return Character.isDigit(name.charAt(0)) ? provider : provider + ".keys." + name;
  }
}
