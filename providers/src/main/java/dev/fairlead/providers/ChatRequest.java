package dev.fairlead.providers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of one model.
 *
 * @param model the model to call
 * @param messages the conversation, oldest first
 * @param thinking the effort to think with; null turns thinking off where the model allows that
 * @param stream whether the answer is wanted while it is being made
 * @param maxOutput the most tokens to answer with, reasoning included; 0 leaves it to the vendor
 * @param temperature from 0 to 1, or null for the vendor's; left out where the model fixes it
 * @param tools functions the model may call
 * @param toolChoice whether it must or must not call them
 * @param webSearch whether the vendor should search the web
 * @param json whether the answer must be a JSON document
 * @param cacheKey the same for calls that share a prefix, such as a thread's id
 */
public record ChatRequest(
    Model model,
    List<Message> messages,
    @Nullable Effort thinking,
    boolean stream,
    long maxOutput,
    @Nullable Double temperature,
    List<ToolSpec> tools,
    ToolChoice toolChoice,
    boolean webSearch,
    boolean json,
    @Nullable String cacheKey) {
  public ChatRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** A call that leaves it to the model whether it calls functions. */
  public ChatRequest(
      Model model,
      List<Message> messages,
      @Nullable Effort thinking,
      boolean stream,
      long maxOutput,
      @Nullable Double temperature,
      List<ToolSpec> tools,
      boolean webSearch,
      boolean json,
      @Nullable String cacheKey) {
    this(
        model,
        messages,
        thinking,
        stream,
        maxOutput,
        temperature,
        tools,
        ToolChoice.AUTO,
        webSearch,
        json,
        cacheKey);
  }

  /** A streamed call without thinking, tools or limits. */
  public static ChatRequest of(Model model, List<Message> messages) {
    return new ChatRequest(model, messages, null, true, 0, null, List.of(), false, false, null);
  }

  /** The same request with these messages. */
  public ChatRequest withMessages(List<Message> other) {
    return new ChatRequest(
        model,
        other,
        thinking,
        stream,
        maxOutput,
        temperature,
        tools,
        toolChoice,
        webSearch,
        json,
        cacheKey);
  }

  /** The same request with that temperature, null being the vendor's. */
  public ChatRequest withTemperature(@Nullable Double other) {
    return new ChatRequest(
        model,
        messages,
        thinking,
        stream,
        maxOutput,
        other,
        tools,
        toolChoice,
        webSearch,
        json,
        cacheKey);
  }

  /** The same request with these functions, to be called or not. */
  public ChatRequest withTools(List<ToolSpec> others, ToolChoice choice) {
    return new ChatRequest(
        model,
        messages,
        thinking,
        stream,
        maxOutput,
        temperature,
        others,
        choice,
        webSearch,
        json,
        cacheKey);
  }

  /** The same request with at most that many tokens of answer; 0 leaves it to the vendor. */
  public ChatRequest withMaxOutput(long other) {
    return new ChatRequest(
        model, messages, thinking, stream, other, temperature, tools, webSearch, json, cacheKey);
  }

  /** The same request with the search of the web on or off. */
  public ChatRequest withWebSearch(boolean other) {
    return new ChatRequest(
        model,
        messages,
        thinking,
        stream,
        maxOutput,
        temperature,
        tools,
        toolChoice,
        other,
        json,
        cacheKey);
  }
}
