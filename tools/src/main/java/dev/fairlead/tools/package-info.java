/** The contract of a tool: what it is called with, what it declares, what it returns. */
@NullMarked
package dev.fairlead.tools;

import org.jspecify.annotations.NullMarked;
