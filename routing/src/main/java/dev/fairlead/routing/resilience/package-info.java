/**
 * What follows from a failure: verdicts, pauses, breakers, deadlines; time comes in from outside.
 */
@NullMarked
package dev.fairlead.routing.resilience;

import org.jspecify.annotations.NullMarked;
