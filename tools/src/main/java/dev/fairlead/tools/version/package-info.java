/** The tool that says which program this is. */
@NullMarked
package dev.fairlead.tools.version;

import org.jspecify.annotations.NullMarked;
