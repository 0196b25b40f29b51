/** Conversations: kept in memory, and the tool that tells of them. */
@NullMarked
package dev.fairlead.tools.threads;

import org.jspecify.annotations.NullMarked;
