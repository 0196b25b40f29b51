package dev.fairlead.providers;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A vendor. Implementations are immutable and safe for use by many threads. */
public interface Provider {
  /** The name that the catalog, settings and rows know it by. */
  String name();

  /**
   * Calls a model and hands over what happens, on the calling thread, until the answer has ended. A
   * slow consumer slows the vendor down. Whatever ends the call, also an exception of the consumer,
   * closes the exchange with the vendor.
   *
   * @throws ProviderException if the attempt failed
   * @throws InterruptedException if the calling thread was interrupted; the exchange is then
   *     aborted
   */
  void chat(ChatRequest request, Access access, Patience patience, Consumer<ChatEvent> events)
      throws ProviderException, InterruptedException;

  /**
   * The models that the vendor serves to that key; its cheapest authenticated call.
   *
   * @throws ProviderException if it did not answer with a list within that time
   * @throws InterruptedException if the calling thread was interrupted
   */
  List<ListedModel> models(Access access, Duration within)
      throws ProviderException, InterruptedException;

  /**
   * A model in a vendor's own list.
   *
   * @param id the vendor's name of it
   * @param context tokens of prompt and answer together; 0 where the list does not say
   */
  record ListedModel(String id, long context) {}
}
