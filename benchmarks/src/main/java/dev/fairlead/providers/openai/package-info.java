/** Measures what is not public, from where it can be reached. */
@NullMarked
package dev.fairlead.providers.openai;

import org.jspecify.annotations.NullMarked;
