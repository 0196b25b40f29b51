package dev.fairlead.providers;

import java.util.Map;

/**
 * A function that a model may call.
 *
 * @param name of letters, digits, underscores and dashes
 * @param description what it is for, for the model
 * @param parameters a JSON Schema whose root is an object
 */
public record ToolSpec(String name, String description, Map<String, Object> parameters) {}
