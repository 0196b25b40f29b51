/** GLM by Zhipu, also known as Z.ai. */
@NullMarked
package dev.fairlead.providers.glm;

import org.jspecify.annotations.NullMarked;
