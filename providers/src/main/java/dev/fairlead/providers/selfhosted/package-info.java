/** Servers of the user's own that speak the common wire: vLLM, SGLang and the like. */
@NullMarked
package dev.fairlead.providers.selfhosted;

import org.jspecify.annotations.NullMarked;
