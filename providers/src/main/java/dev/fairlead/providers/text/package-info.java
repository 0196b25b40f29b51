/** Words that people write. */
@NullMarked
package dev.fairlead.providers.text;

import org.jspecify.annotations.NullMarked;
