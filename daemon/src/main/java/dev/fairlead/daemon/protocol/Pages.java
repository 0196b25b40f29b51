package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.spec.McpSchema.ListPromptsResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourceTemplatesResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourcesResult;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists in a fixed order. Resources come in pages, since there is one for every job; all others
 * come whole, since some clients read the first page only. A cursor names the last one that was
 * seen, so that what comes and goes meanwhile upsets nobody.
 */
final class Pages {
  private static final int SIZE = 50;
  private static final String MARK = "after ";

  private Pages() {}

  /** The part of a list that follows that cursor; what is no list stays as it is. */
  static Object page(Object result, @Nullable String cursor, Showing shown) {
    // the first list that a client asks for: a switch over types would be put together for it
    if (result instanceof ListToolsResult all) {
      return Map.of("tools", shown.tools(all.tools()));
    }
    return switch (result) {
      case ListResourcesResult all -> resources(all.resources(), cursor);
      case ListResourceTemplatesResult all ->
          ListResourceTemplatesResult.builder(
                  all.resourceTemplates().stream()
                      .sorted(Comparator.comparing(ResourceTemplate::uriTemplate))
                      .toList())
              .build();
      case ListPromptsResult all ->
          ListPromptsResult.builder(
                  shown.prompts(all.prompts()).stream()
                      .filter(prompt -> shown.shows(prompt.name()))
                      .sorted(Comparator.comparing(Prompt::name))
                      .toList())
              .build();
      default -> result;
    };
  }

  /** What a cursor names; empty if it is none of ours. */
  static Optional<String> named(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return text.startsWith(MARK) ? Optional.of(text.substring(MARK.length())) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static ListResourcesResult resources(List<Resource> all, @Nullable String cursor) {
    String after = cursor == null ? "" : named(cursor).orElse("");
    List<Resource> rest =
        all.stream()
            .filter(resource -> resource.uri().compareTo(after) > 0)
            .sorted(Comparator.comparing(Resource::uri))
            .toList();
    return rest.size() <= SIZE
        ? ListResourcesResult.builder(rest).build()
        : ListResourcesResult.builder(rest.subList(0, SIZE))
            .nextCursor(cursor(rest.get(SIZE - 1).uri()))
            .build();
  }

  private static String cursor(String last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((MARK + last).getBytes(StandardCharsets.UTF_8));
  }
}
