/** The settings of MCP clients: where they are, what goes into them, and how they are edited. */
@NullMarked
package dev.fairlead.daemon.install;

import org.jspecify.annotations.NullMarked;
