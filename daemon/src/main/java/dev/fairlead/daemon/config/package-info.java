/** What can be set, and where it is read from. */
@NullMarked
package dev.fairlead.daemon.config;

import org.jspecify.annotations.NullMarked;
