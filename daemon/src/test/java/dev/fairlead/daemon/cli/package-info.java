/** The commands of people, on fake vendors. */
@NullMarked
package dev.fairlead.daemon.cli;

import org.jspecify.annotations.NullMarked;
