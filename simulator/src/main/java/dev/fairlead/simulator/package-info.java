/** Both vendors as seen from their wire, on loopback, with faults on demand. */
@NullMarked
package dev.fairlead.simulator;

import org.jspecify.annotations.NullMarked;
