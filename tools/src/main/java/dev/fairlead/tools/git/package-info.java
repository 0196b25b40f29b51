/** Reading what changed in a repository, with the git program. */
@NullMarked
package dev.fairlead.tools.git;

import org.jspecify.annotations.NullMarked;
