package dev.fairlead.providers;

import java.time.Duration;

/**
 * How long one attempt may take.
 *
 * @param firstEvent from sending the request to the first event of the answer; without streaming,
 *     to the answer
 * @param betweenEvents from one event to the next
 * @param whole from the start to the end
 */
public record Patience(Duration firstEvent, Duration betweenEvents, Duration whole) {}
