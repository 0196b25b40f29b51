package dev.fairlead.providers.openai;

import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Parameters.Sampling;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.ToolChoice;
import tools.jackson.core.JsonGenerator;

/** Writes what a model's data says about thinking, sampling and functions. */
final class Controls {
  private final ChatRequest request;
  private final Parameters parameters;
  private final Thinking.Setting setting;
  private final JsonGenerator json;

  Controls(ChatRequest request, JsonGenerator json) {
    this.request = request;
    this.parameters = request.model().parameters();
    this.setting = request.model().thinking().setting(request.thinking());
    this.json = json;
  }

  /** The fields for the functions, beside their list. */
  void functions() {
    switch (request.toolChoice()) {
      case ToolChoice.Auto _ -> {}
      case ToolChoice.None _ -> json.writeStringProperty("tool_choice", "none");
      case ToolChoice.Required _ -> json.writeStringProperty("tool_choice", "required");
      case ToolChoice.Named(String function) -> {
        json.writeObjectPropertyStart("tool_choice");
        json.writeStringProperty("type", "function");
        json.writeObjectPropertyStart("function");
        json.writeStringProperty("name", function);
        json.writeEndObject();
        json.writeEndObject();
      }
    }
    if (parameters.toolStream() && request.stream() && !request.tools().isEmpty()) {
      json.writeBooleanProperty("tool_stream", true);
    }
  }

  void outputLimit() {
    if (request.maxOutput() > 0) {
      json.writeNumberProperty(
          switch (parameters.outputLimit()) {
            case MAX_TOKENS -> "max_tokens";
            case MAX_COMPLETION_TOKENS -> "max_completion_tokens";
          },
          request.maxOutput());
    }
  }

  void thinking() {
    switch (parameters.thinking()) {
      case NONE, EFFORT -> {}
      case OBJECT, OBJECT_AND_EFFORT -> {
        json.writeObjectPropertyStart("thinking");
        json.writeStringProperty("type", setting.on() ? "enabled" : "disabled");
        earlier();
        json.writeEndObject();
      }
      case TEMPLATE_THINKING -> template("thinking");
      case TEMPLATE_ENABLE_THINKING -> template("enable_thinking");
    }
    if (setting.word() != null && parameters.thinking().saysEffort()) {
      json.writeStringProperty("reasoning_effort", setting.word());
    }
  }

  private void template(String field) {
    json.writeObjectPropertyStart("chat_template_kwargs");
    json.writeBooleanProperty(field, setting.on());
    earlier();
    json.writeEndObject();
  }

  private void earlier() {
    if (setting.on() && replays(request)) {
      switch (parameters.earlier()) {
        case UNSAID -> {}
        case KEEP_ALL -> json.writeStringProperty("keep", "all");
        case CLEAR_THINKING -> json.writeBooleanProperty("clear_thinking", false);
      }
    }
  }

  /** To two decimals, which is as fine as it is taken everywhere. */
  void sampling() {
    Double wanted = request.temperature();
    if (wanted == null || parameters.sampling() == Sampling.FIXED) {
      return;
    }
    double rounded = Math.clamp(Math.round(wanted * 100) / 100.0, 0, 1);
    if (rounded == 0 && parameters.greedy() == Parameters.Greedy.DO_SAMPLE) {
      json.writeBooleanProperty("do_sample", false);
    } else {
      json.writeNumberProperty("temperature", rounded);
    }
  }

  private static boolean replays(ChatRequest request) {
    return request.messages().stream()
        .anyMatch(
            message -> message instanceof Message.Assistant answer && answer.reasoning() != null);
  }
}
