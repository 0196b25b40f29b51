package dev.fairlead.routing.resilience;

/**
 * What stands between a call and a vendor.
 *
 * @param breakers keep calls away from what fails
 * @param lanes bound the calls in flight
 * @param purse bounds what calls may use together
 */
public record Guards(Breakers breakers, Lanes lanes, Purse purse) {
  /** Guards that let calls cost what they may. */
  public Guards(Breakers breakers, Lanes lanes) {
    this(breakers, lanes, Purse.BOTTOMLESS);
  }
}
