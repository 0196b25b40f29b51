/** The tool that says which model would be asked, and why. */
@NullMarked
package dev.fairlead.tools.routeexplain;

import org.jspecify.annotations.NullMarked;
