package dev.fairlead.routing;

import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import java.util.List;

/** What a model is to be told; each attempt packs it anew for the model it goes to. */
@FunctionalInterface
public interface Prompt {
  /** The conversation for that model, within its window, oldest message first. */
  List<Message> packedFor(Model model);
}
