/** Capability in, answer out: the router, and what is asked of it and answered by it. */
@NullMarked
package dev.fairlead.routing;

import org.jspecify.annotations.NullMarked;
