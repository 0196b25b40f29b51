/** What is remembered of each call. */
@NullMarked
package dev.fairlead.routing.journal;

import org.jspecify.annotations.NullMarked;
