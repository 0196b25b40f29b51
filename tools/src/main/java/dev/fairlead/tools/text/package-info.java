/** What the tools share about words: how near two are, how many tokens a text takes, how big. */
@NullMarked
package dev.fairlead.tools.text;

import org.jspecify.annotations.NullMarked;
