package dev.fairlead.providers;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The end of a model.
 *
 * @param on the first day without it
 * @param successor the id to use instead, where there is one
 */
public record Retirement(LocalDate on, @Nullable String successor) {}
