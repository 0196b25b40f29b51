/** How far calls go through the router: the modes, their arms, and when to go back. */
@NullMarked
package dev.fairlead.routing.rollout;

import org.jspecify.annotations.NullMarked;
