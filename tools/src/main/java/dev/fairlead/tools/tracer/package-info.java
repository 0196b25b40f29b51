/** The tool that leads through the tracing of calls or dependencies. */
@NullMarked
package dev.fairlead.tools.tracer;

import org.jspecify.annotations.NullMarked;
