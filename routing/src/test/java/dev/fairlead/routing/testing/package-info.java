/** Fakes that the tests of several packages share. */
@NullMarked
package dev.fairlead.routing.testing;

import org.jspecify.annotations.NullMarked;
