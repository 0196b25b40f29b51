/** The tool that lists and removes the files that vendors keep. */
@NullMarked
package dev.fairlead.tools.uploads;

import org.jspecify.annotations.NullMarked;
