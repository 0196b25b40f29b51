package dev.fairlead.tools.files;

/**
 * A secret that was masked.
 *
 * @param kind such as {@code github-token}
 * @param line where it begins, counted from 1
 */
public record Secret(String kind, int line) {}
