/** The tool that tells how the installation is. */
@NullMarked
package dev.fairlead.tools.status;

import org.jspecify.annotations.NullMarked;
