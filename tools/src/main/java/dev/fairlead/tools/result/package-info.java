/** The tool that brings the answer of a call which outlasted its client's patience. */
@NullMarked
package dev.fairlead.tools.result;

import org.jspecify.annotations.NullMarked;
