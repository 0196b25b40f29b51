package dev.fairlead.routing.rollout;

/**
 * How what the router would have chosen compares with what ran.
 *
 * @param calls how many there were
 * @param same how many of them would have gone to the same model
 * @param both for how many both ways had a model
 * @param fixedCost what these were expected to cost as they ran, in USD
 * @param routerCost what they were expected to cost as the router would have had them, in USD
 */
public record Agreement(int calls, int same, int both, double fixedCost, double routerCost) {}
