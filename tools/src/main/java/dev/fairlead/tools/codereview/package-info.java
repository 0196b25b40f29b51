/** The tool that has code reviewed. */
@NullMarked
package dev.fairlead.tools.codereview;

import org.jspecify.annotations.NullMarked;
