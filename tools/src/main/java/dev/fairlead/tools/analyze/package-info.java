/** The tool that has code taken stock of. */
@NullMarked
package dev.fairlead.tools.analyze;

import org.jspecify.annotations.NullMarked;
