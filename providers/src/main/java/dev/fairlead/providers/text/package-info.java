/** Words that people write, and texts that come with the program. */
@NullMarked
package dev.fairlead.providers.text;

import org.jspecify.annotations.NullMarked;
