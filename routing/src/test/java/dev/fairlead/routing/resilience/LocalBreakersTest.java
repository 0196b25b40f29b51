package dev.fairlead.routing.resilience;

class LocalBreakersTest extends BreakersContract {
  @Override
  Breakers breakers() {
    return new LocalBreakers(BreakerLimits.DEFAULT, time::now);
  }
}
