/** What is remembered on disk; the only user of a database. */
@NullMarked
package dev.fairlead.daemon.store;

import org.jspecify.annotations.NullMarked;
