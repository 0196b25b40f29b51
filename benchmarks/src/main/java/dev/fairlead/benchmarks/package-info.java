/** Speed, as ratios to a baseline in the same run. */
@NullMarked
package dev.fairlead.benchmarks;

import org.jspecify.annotations.NullMarked;
