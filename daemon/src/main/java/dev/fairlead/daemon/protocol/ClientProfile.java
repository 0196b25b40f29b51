package dev.fairlead.daemon.protocol;

import dev.fairlead.tools.text.Portion;
import java.time.Duration;

/**
 * What is known of a client.
 *
 * @param name what its name contains, in lower case
 * @param patience how long it waits for an answer, less what the answer's way takes
 * @param portion how much of a result it passes on to its model
 * @param extendedByProgress whether each progress makes it wait that long again
 */
record ClientProfile(String name, Duration patience, Portion portion, boolean extendedByProgress) {}
