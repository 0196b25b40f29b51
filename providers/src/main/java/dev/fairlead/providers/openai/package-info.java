/** The chat-completions wire that several vendors speak: request, stream, errors. */
@NullMarked
package dev.fairlead.providers.openai;

import org.jspecify.annotations.NullMarked;
