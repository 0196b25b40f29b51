/** Where the calls are that outlast their client's patience. */
@NullMarked
package dev.fairlead.tools.jobs;

import org.jspecify.annotations.NullMarked;
