/** The tool that uploads files once and asks about them often. */
@NullMarked
package dev.fairlead.tools.askfiles;

import org.jspecify.annotations.NullMarked;
