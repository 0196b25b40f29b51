/** The tool that has changes looked at before they are committed. */
@NullMarked
package dev.fairlead.tools.precommit;

import org.jspecify.annotations.NullMarked;
