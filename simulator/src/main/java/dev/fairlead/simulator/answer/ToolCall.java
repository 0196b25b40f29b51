package dev.fairlead.simulator.answer;

/**
 * A call that the model makes.
 *
 * @param name of the tool
 * @param arguments a JSON document as text
 */
public record ToolCall(String name, String arguments) {}
