package dev.fairlead.routing.resilience;

/**
 * What stands between a call and a vendor.
 *
 * @param breakers keep calls away from what fails
 * @param lanes bound the calls in flight
 */
public record Guards(Breakers breakers, Lanes lanes) {}
