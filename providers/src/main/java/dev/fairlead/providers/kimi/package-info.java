/** Kimi by Moonshot AI. */
@NullMarked
package dev.fairlead.providers.kimi;

import org.jspecify.annotations.NullMarked;
