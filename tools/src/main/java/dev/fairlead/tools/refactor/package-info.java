/** The tool that plans refactorings. */
@NullMarked
package dev.fairlead.tools.refactor;

import org.jspecify.annotations.NullMarked;
