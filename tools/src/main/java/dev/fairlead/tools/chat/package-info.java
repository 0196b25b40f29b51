/** The tool for a question to a model. */
@NullMarked
package dev.fairlead.tools.chat;

import org.jspecify.annotations.NullMarked;
