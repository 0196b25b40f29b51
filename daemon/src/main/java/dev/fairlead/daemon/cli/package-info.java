/** The commands of people. */
@NullMarked
package dev.fairlead.daemon.cli;

import org.jspecify.annotations.NullMarked;
