package dev.fairlead.routing.rollout;

import java.time.Duration;

/**
 * One call of an arm as it went.
 *
 * @param result what it says about the arm
 * @param took from its beginning to its end
 * @param cost of all its attempts, in USD
 * @param tokens of all its attempts, in and out
 */
public record Sample(Result result, Duration took, double cost, long tokens) {}
