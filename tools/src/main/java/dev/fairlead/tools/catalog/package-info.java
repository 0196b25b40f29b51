/** The list of all tools. */
@NullMarked
package dev.fairlead.tools.catalog;

import org.jspecify.annotations.NullMarked;
