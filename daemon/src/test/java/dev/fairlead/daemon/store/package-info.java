/** The store, on real files. */
@NullMarked
package dev.fairlead.daemon.store;

import org.jspecify.annotations.NullMarked;
