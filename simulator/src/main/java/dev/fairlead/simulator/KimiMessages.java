package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Attachment;
import dev.fairlead.simulator.answer.DataUrl;
import dev.fairlead.simulator.answer.ImageFormat;
import dev.fairlead.simulator.answer.Turn;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What Kimi refuses about messages: their roles, images, calls and results. */
final class KimiMessages {
  private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");
  private static final String NO_CALL = "Invalid request: tool_call_id  is not found";

  private final World world;

  KimiMessages(World world) {
    this.world = world;
  }

  Optional<String> refuse(Ask ask, boolean thinks) {
    List<Turn> turns = ask.conversation().turns();
    Set<String> open = new HashSet<>();
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      if (!ROLES.contains(turn.role())) {
        return Optional.of("Invalid request: invalid role: " + turn.role());
      }
      if (turn.role().equals("tool")) {
        if (!open.remove(turn.message().path("tool_call_id").asString(""))) {
          return Optional.of(NO_CALL);
        }
        continue;
      }
      if (!open.isEmpty()) {
        return Optional.of(NO_CALL);
      }
      for (JsonNode call : turn.message().path("tool_calls")) {
        open.add(call.path("id").asString(""));
      }
      if (thinks && !open.isEmpty() && !turn.message().has("reasoning_content")) {
        return Optional.of(
            "thinking is enabled but reasoning_content is missing in assistant tool call message at"
                + " index "
                + i);
      }
      Optional<String> bad = parts(ask.call(), turn);
      if (bad.isPresent()) {
        return bad;
      }
    }
    return open.isEmpty() ? Optional.empty() : Optional.of(NO_CALL);
  }

  private Optional<String> parts(Call call, Turn turn) {
    for (Attachment part : turn.attachments()) {
      Optional<String> bad =
          switch (part.kind()) {
            case IMAGE -> image(call, part.url());
            case VIDEO -> url(call, "video", part.url());
            case DOCUMENT, UNKNOWN ->
                Optional.of("Invalid request: unsupported content type: " + part.label());
          };
      if (bad.isPresent()) {
        return bad;
      }
    }
    return Optional.empty();
  }

  private Optional<String> url(Call call, String what, String url) {
    boolean uploaded =
        url.startsWith("ms://")
            && world
                .uploads()
                .find(call, url.substring(5))
                .filter(upload -> upload.purpose().equals(what))
                .isPresent();
    return uploaded || url.startsWith("data:")
        ? Optional.empty()
        : Optional.of("Invalid request: unsupported %s url: %s".formatted(what, url));
  }

  private Optional<String> image(Call call, String url) {
    if (!url.startsWith("data:")) {
      return url(call, "image", url);
    }
    byte[] bytes = DataUrl.parse(url).map(DataUrl::bytes).orElse(new byte[0]);
    return ImageFormat.sniff(bytes).isPresent()
        ? Optional.empty()
        : Optional.of("Invalid request: unsupported image format: " + sniffed(bytes));
  }

  private static String sniffed(byte[] bytes) {
    String text = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.UTF_8);
    boolean readable = text.chars().allMatch(c -> c >= ' ' || Character.isWhitespace(c));
    if (!readable || text.contains("\uFFFD")) {
      return "application/octet-stream";
    }
    return text.stripLeading().startsWith("<svg") || text.stripLeading().startsWith("<?xml")
        ? "text/xml; charset=utf-8"
        : "text/plain; charset=utf-8";
  }
}
