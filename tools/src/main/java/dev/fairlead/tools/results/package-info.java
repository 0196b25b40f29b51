/** Where the results are that are too long for one answer. */
@NullMarked
package dev.fairlead.tools.results;

import org.jspecify.annotations.NullMarked;
