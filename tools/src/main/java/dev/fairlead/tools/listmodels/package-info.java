/** The tool that lists the models and whether they can be asked. */
@NullMarked
package dev.fairlead.tools.listmodels;

import org.jspecify.annotations.NullMarked;
