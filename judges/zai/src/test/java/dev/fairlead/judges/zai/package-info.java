/** The Z.ai client against the simulated vendor. */
@NullMarked
package dev.fairlead.judges.zai;

import org.jspecify.annotations.NullMarked;
