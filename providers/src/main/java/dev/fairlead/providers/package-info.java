/** The contract between a router and the vendors: models, requests, events and errors. */
@NullMarked
package dev.fairlead.providers;

import org.jspecify.annotations.NullMarked;
