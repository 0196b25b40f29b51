/** What may know what. */
@NullMarked
package dev.fairlead.daemon.architecture;

import org.jspecify.annotations.NullMarked;
