/** The tool that puts one question to several models at once. */
@NullMarked
package dev.fairlead.tools.consensus;

import org.jspecify.annotations.NullMarked;
