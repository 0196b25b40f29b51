/** What there is to say of a plan, and of what came of one. */
@NullMarked
package dev.fairlead.tools.explanation;

import org.jspecify.annotations.NullMarked;
