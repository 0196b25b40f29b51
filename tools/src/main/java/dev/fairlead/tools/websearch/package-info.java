/** The tool that has a model search the web. */
@NullMarked
package dev.fairlead.tools.websearch;

import org.jspecify.annotations.NullMarked;
