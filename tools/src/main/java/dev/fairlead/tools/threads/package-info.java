/** Conversations kept in memory. */
@NullMarked
package dev.fairlead.tools.threads;

import org.jspecify.annotations.NullMarked;
