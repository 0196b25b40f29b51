/** The files of the user: which may be read, and how they are read. */
@NullMarked
package dev.fairlead.tools.files;

import org.jspecify.annotations.NullMarked;
