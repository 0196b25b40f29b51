package dev.fairlead.routing.resilience;

class LocalLanesTest extends LanesContract {
  @Override
  Lanes lanes() {
    return new LocalLanes(WIDTHS, LOOK);
  }
}
