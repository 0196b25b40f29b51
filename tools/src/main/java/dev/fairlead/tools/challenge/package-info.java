/** The tool that has a statement examined instead of agreed to. */
@NullMarked
package dev.fairlead.tools.challenge;

import org.jspecify.annotations.NullMarked;
