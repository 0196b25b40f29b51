/** OpenAI's client against both simulated vendors. */
@NullMarked
package dev.fairlead.judges.openai;

import org.jspecify.annotations.NullMarked;
