/** What a simulated model says: made from the request alone, the same each time. */
@NullMarked
package dev.fairlead.simulator.answer;

import org.jspecify.annotations.NullMarked;
