package dev.fairlead.routing.resilience;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Time, waiting and chance, which a call depends on and a test wants to hold.
 *
 * @param wall what people and other processes call the time
 * @param ticker what durations are measured by
 * @param pause how to wait
 * @param chance used by many threads at once
 */
public record Outside(InstantSource wall, Ticker ticker, Pause pause, RandomGenerator chance) {}
