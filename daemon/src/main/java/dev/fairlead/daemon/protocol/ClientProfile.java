package dev.fairlead.daemon.protocol;

import java.time.Duration;

/**
 * What is known of a client.
 *
 * @param name what its name contains, in lower case
 * @param patience how long it waits for an answer, less what the answer's way takes
 * @param extendedByProgress whether each progress makes it wait that long again
 */
record ClientProfile(String name, Duration patience, boolean extendedByProgress) {}
