/** The models that can be asked, as data. */
@NullMarked
package dev.fairlead.providers.catalog;

import org.jspecify.annotations.NullMarked;
