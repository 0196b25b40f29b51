/** The tool that tells what was decided lately. */
@NullMarked
package dev.fairlead.tools.decisions;

import org.jspecify.annotations.NullMarked;
