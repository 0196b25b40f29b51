package dev.fairlead.routing.resilience;

import java.time.InstantSource;
import java.util.List;

/** Breakers that know what this process has seen. */
public final class LocalBreakers implements Breakers {
  private final Admissions admissions;

  /** Breakers with those limits, all closed. */
  public LocalBreakers(BreakerLimits limits, InstantSource clock) {
    this.admissions = new Admissions(new LocalBook(), limits, clock);
  }

  @Override
  public Entry enter(String key, String model) {
    return admissions.enter(key, model);
  }

  @Override
  public void rest(Resting found) {
    admissions.rest(found);
  }

  @Override
  public List<Resting> resting() {
    return admissions.book().resting(admissions.clock().instant());
  }
}
