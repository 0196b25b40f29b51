/** The built daemon, driven through its real doors. */
@NullMarked
package dev.fairlead.daemon.endtoend;

import org.jspecify.annotations.NullMarked;
