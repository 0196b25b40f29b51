/** MCP over stdin and stdout: the only writer to stdout. */
@NullMarked
package dev.fairlead.daemon.protocol;

import org.jspecify.annotations.NullMarked;
