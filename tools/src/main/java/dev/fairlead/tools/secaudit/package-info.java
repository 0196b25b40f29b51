/** The tool that has code audited for security. */
@NullMarked
package dev.fairlead.tools.secaudit;

import org.jspecify.annotations.NullMarked;
