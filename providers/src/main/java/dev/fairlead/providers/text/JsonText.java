package dev.fairlead.providers.text;

/**
 * A value of JSON that is ready: {@link JsonValues} writes it as it is.
 *
 * @param text the document
 */
public record JsonText(String text) {}
