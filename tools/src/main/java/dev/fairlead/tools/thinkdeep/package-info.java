/** The tool that has a hard problem thought through. */
@NullMarked
package dev.fairlead.tools.thinkdeep;

import org.jspecify.annotations.NullMarked;
