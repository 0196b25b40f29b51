/** The tool that leads through the documenting of files. */
@NullMarked
package dev.fairlead.tools.docgen;

import org.jspecify.annotations.NullMarked;
