/** Which models can do what is asked, and in which order; pure. */
@NullMarked
package dev.fairlead.routing.selection;

import org.jspecify.annotations.NullMarked;
