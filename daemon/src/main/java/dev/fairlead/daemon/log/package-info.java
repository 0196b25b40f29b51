/** Logs on stderr and in a file, never on stdout, never with a secret. */
@NullMarked
package dev.fairlead.daemon.log;

import org.jspecify.annotations.NullMarked;
