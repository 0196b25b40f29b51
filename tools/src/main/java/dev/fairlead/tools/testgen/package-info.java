/** The tool that has tests written. */
@NullMarked
package dev.fairlead.tools.testgen;

import org.jspecify.annotations.NullMarked;
