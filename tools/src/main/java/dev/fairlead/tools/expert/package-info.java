/** Asking a model as an expert: what it is given, within its window, and what came of it. */
@NullMarked
package dev.fairlead.tools.expert;

import org.jspecify.annotations.NullMarked;
