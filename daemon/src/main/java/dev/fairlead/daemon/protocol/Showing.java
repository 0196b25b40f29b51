package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of all that there is a client is shown. Implementations are thread-safe. */
interface Showing {
  /** All of it, always. */
  Showing ALL =
      new Showing() {
        @Override
        public boolean look() {
          return false;
        }

        @Override
        public List<?> tools(List<McpSchema.Tool> all) {
          return all;
        }

        @Override
        public boolean shows(String tool) {
          return true;
        }
      };

  /** Looks at the settings; returns whether the client is shown other tools now. */
  boolean look();

  /** Those of all tools that are shown, in order, as they can be written. */
  List<?> tools(List<McpSchema.Tool> all);

  /** What is shown of those prompts, but for the tools they are of. */
  default List<Prompt> prompts(List<Prompt> all) {
    return all;
  }

  /** Whether the tool of that name is shown. */
  boolean shows(String tool);

  /** What a request calls a tool that is here by another name; null if it does not. */
  default @Nullable Renamed renamed(Frame.Request request) {
    return null;
  }
}
