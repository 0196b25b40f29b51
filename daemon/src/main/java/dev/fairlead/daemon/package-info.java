/** The process: the one place that knows every part. */
@NullMarked
package dev.fairlead.daemon;

import org.jspecify.annotations.NullMarked;
