package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Attachment;
import dev.fairlead.simulator.answer.Attachment.Kind;
import dev.fairlead.simulator.answer.DataUrl;
import dev.fairlead.simulator.answer.ImageFormat;
import dev.fairlead.simulator.answer.Turn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What GLM refuses; parameters that it does not know it takes without a word. */
final class GlmRules {
  private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");
  private static final Pattern FUNCTION = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final String PARAMETER = "Invalid API parameter, please check the documentation.";
  private static final int IMAGE_BYTES = 5 << 20;
  private static final int VIDEOS = 2;
  private static final int FILES = 50;

  private final World world;
  private final Set<String> requestIds = ConcurrentHashMap.newKeySet();

  GlmRules(World world) {
    this.world = world;
  }

  Optional<Reply> refuse(Ask ask) {
    return Stream.<Function<Ask, Optional<Reply>>>of(
            this::roles,
            this::parts,
            this::counts,
            this::parameters,
            this::documented,
            this::choice,
            this::requestId,
            this::length)
        .map(rule -> rule.apply(ask))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Reply> roles(Ask ask) {
    List<Turn> turns = ask.conversation().turns();
    if (turns.stream().anyMatch(turn -> !ROLES.contains(turn.role()))) {
      return Optional.of(GlmErrors.of(400, "1214", "Incorrect role information"));
    }
    boolean userFirst =
        turns.stream()
            .filter(turn -> !turn.role().equals("system"))
            .findFirst()
            .filter(turn -> turn.role().equals("user"))
            .isPresent();
    return userFirst ? Optional.empty() : Optional.of(GlmErrors.illegalMessages());
  }

  private Optional<Reply> parts(Ask ask) {
    for (Turn turn : ask.conversation().turns()) {
      List<Attachment> parts = turn.attachments();
      if (parts.isEmpty()) {
        continue;
      }
      if (!ask.card().vision() || !turn.role().equals("user") || has(parts, Kind.UNKNOWN)) {
        return Optional.of(GlmErrors.textOnly());
      }
      boolean pictures = has(parts, Kind.IMAGE) || has(parts, Kind.VIDEO);
      if ((pictures && (has(parts, Kind.DOCUMENT) || emptyCaption(turn)))
          || unknownFile(ask.call(), turn)) {
        return Optional.of(GlmErrors.invalid(PARAMETER));
      }
      if (parts.stream().anyMatch(part -> part.kind() == Kind.IMAGE && unreadable(part.url()))) {
        return Optional.of(GlmErrors.invalid("图片输入格式/解析错误"));
      }
    }
    return Optional.empty();
  }

  /** How many parts of a kind one request may have, wherever they are. */
  private Optional<Reply> counts(Ask ask) {
    int images = ask.card().id().startsWith("glm-4.5v") ? 50 : 150;
    return count(ask, Kind.IMAGE) > images
            || count(ask, Kind.VIDEO) > VIDEOS
            || count(ask, Kind.DOCUMENT) > FILES
        ? Optional.of(GlmErrors.invalid(PARAMETER))
        : Optional.empty();
  }

  private static long count(Ask ask, Kind kind) {
    return ask.conversation().turns().stream()
        .flatMap(turn -> turn.attachments().stream())
        .filter(part -> part.kind() == kind)
        .count();
  }

  private Optional<Reply> documented(Ask ask) {
    JsonNode request = ask.request();
    boolean bad =
        outside(request.path("request_id"), 6, 64)
            || outside(request.path("user_id"), 6, 128)
            || request.path("stop").size() > 1
            || request.path("response_format").path("type").asString("").equals("json_schema")
            || request.path("tools").valueStream().anyMatch(GlmRules::badlyNamed);
    return bad && world.on(Switch.GLM_DOCUMENTED_LIMITS)
        ? Optional.of(GlmErrors.invalid(PARAMETER))
        : Optional.empty();
  }

  private static boolean outside(JsonNode text, int shortest, int longest) {
    int length = text.asString("").length();
    return text.isString() && (length < shortest || length > longest);
  }

  private static boolean badlyNamed(JsonNode tool) {
    return tool.path("type").asString("").equals("function")
        && !FUNCTION.matcher(tool.path("function").path("name").asString("")).matches();
  }

  private static boolean has(List<Attachment> parts, Kind kind) {
    return parts.stream().anyMatch(part -> part.kind() == kind);
  }

  private static boolean emptyCaption(Turn turn) {
    for (JsonNode part : turn.message().path("content")) {
      if (part.path("type").asString("").equals("text")
          && part.path("text").asString("").isBlank()) {
        return true;
      }
    }
    return false;
  }

  private boolean unknownFile(Call call, Turn turn) {
    for (JsonNode part : turn.message().path("content")) {
      String id = part.path("file").path("file_id").asString("");
      if (!id.isEmpty() && world.uploads().find(call, id).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static boolean unreadable(String url) {
    if (url.startsWith("http://") || url.startsWith("https://")) {
      return false;
    }
    byte[] bytes =
        (url.startsWith("data:") ? DataUrl.parse(url) : DataUrl.bare(url))
            .map(DataUrl::bytes)
            .orElse(new byte[0]);
    Optional<ImageFormat> format = ImageFormat.sniff(bytes);
    return bytes.length > IMAGE_BYTES
        || format.isEmpty()
        || !Set.of("image/png", "image/jpeg").contains(format.get().mediaType())
        || format.get().width() > 6000
        || format.get().height() > 6000;
  }

  private Optional<Reply> parameters(Ask ask) {
    JsonNode request = ask.request();
    boolean bad =
        beyond(request.path("temperature"), 0, 1)
            || beyond(request.path("top_p"), 0.01, 1)
            || beyond(request.path("max_tokens"), 1, ask.card().output())
            || request.path("tools").size() > 128
            || request.path("stop").size() > 4;
    return bad ? Optional.of(GlmErrors.invalid(PARAMETER)) : Optional.empty();
  }

  private static boolean beyond(JsonNode number, double least, double most) {
    return number.isNumber() && (number.asDouble() < least || number.asDouble() > most);
  }

  private Optional<Reply> choice(Ask ask) {
    JsonNode choice = ask.request().path("tool_choice");
    boolean other = choice.isObject() || !choice.asString("auto").equals("auto");
    return !choice.isMissingNode() && other && !world.on(Switch.GLM_ANY_TOOL_CHOICE)
        ? Optional.of(GlmErrors.invalid(PARAMETER))
        : Optional.empty();
  }

  private Optional<Reply> requestId(Ask ask) {
    String id = ask.request().path("request_id").asString("");
    if (id.isEmpty() || !world.on(Switch.GLM_UNIQUE_REQUEST_ID)) {
      return Optional.empty();
    }
    return requestIds.add(id)
        ? Optional.empty()
        : Optional.of(GlmErrors.of(400, "1231", "You already have a request with this request_id"));
  }

  private Optional<Reply> length(Ask ask) {
    return tooLong(ask) && !world.on(Switch.GLM_OVERFLOW_AS_FINISH)
        ? Optional.of(GlmErrors.tooLong())
        : Optional.empty();
  }

  /** Whether the prompt alone is more than the model takes. */
  static boolean tooLong(Ask ask) {
    return ask.promptTokens() > ask.card().context();
  }
}
