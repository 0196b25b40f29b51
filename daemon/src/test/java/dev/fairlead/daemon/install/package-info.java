/** How clients' files are edited. */
@NullMarked
package dev.fairlead.daemon.install;

import org.jspecify.annotations.NullMarked;
