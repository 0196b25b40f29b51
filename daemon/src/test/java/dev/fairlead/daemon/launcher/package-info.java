/**
 * What the scripts promise to clients, tried on a copy of them with JDKs and builds made of paper.
 */
@NullMarked
package dev.fairlead.daemon.launcher;

import org.jspecify.annotations.NullMarked;
