/** The tool that looks for the cause of a failure. */
@NullMarked
package dev.fairlead.tools.debug;

import org.jspecify.annotations.NullMarked;
