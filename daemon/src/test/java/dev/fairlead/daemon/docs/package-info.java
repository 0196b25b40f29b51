/** The documents say what the code does. */
@NullMarked
package dev.fairlead.daemon.docs;

import org.jspecify.annotations.NullMarked;
