/** The tool that keeps a plan with its revisions and branches. */
@NullMarked
package dev.fairlead.tools.planner;

import org.jspecify.annotations.NullMarked;
