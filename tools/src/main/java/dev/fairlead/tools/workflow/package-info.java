/** Tools of several steps: what each step says, what follows from it, the expert at the end. */
@NullMarked
package dev.fairlead.tools.workflow;

import org.jspecify.annotations.NullMarked;
