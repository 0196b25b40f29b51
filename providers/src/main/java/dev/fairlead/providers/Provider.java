package dev.fairlead.providers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
   * What the account of that key has left; empty where the vendor does not tell.
   *
   * @throws ProviderException if it did not answer within that time
   * @throws InterruptedException if the calling thread was interrupted
   */
  default Optional<Balance> balance(Access access, Duration within)
      throws ProviderException, InterruptedException {
    return Optional.empty();
  }

  /**
   * The prompt's tokens as the vendor counts them; empty where it has no way to ask.
   *
   * @throws ProviderException if it did not answer within that time
   * @throws InterruptedException if the calling thread was interrupted
   */
  default OptionalLong tokens(ChatRequest request, Access access, Duration within)
      throws ProviderException, InterruptedException {
    return OptionalLong.empty();
  }

  /**
   * Removes a file at the vendor; a file that is not there counts as removed. False where the
   * vendor has no way to remove files of that kind.
   *
   * @throws ProviderException if it was not removed within that time
   * @throws InterruptedException if the calling thread was interrupted
   */
  default boolean remove(Upload upload, Access access, Duration within)
      throws ProviderException, InterruptedException {
    return false;
  }

  /**
   * A model in a vendor's own list.
   *
   * @param id the vendor's name of it
   * @param context tokens of prompt and answer together; 0 where the list does not say
   * @param can what the list says it can do
   * @param cannot what the list says it cannot do
   * @param efforts the vendor's words for how hard it can think; empty where the list has none
   */
  record ListedModel(
      String id, long context, Set<Capability> can, Set<Capability> cannot, List<String> efforts) {
    public ListedModel {
      can = Set.copyOf(can);
      cannot = Set.copyOf(cannot);
      efforts = List.copyOf(efforts);
    }

    /** A model of which the list says no more. */
    public ListedModel(String id, long context) {
      this(id, context, Set.of(), Set.of(), List.of());
    }
  }

  /**
   * What an account has left.
   *
   * @param available the sum that can be spent; at or below 0 no call is served
   * @param currency such as {@code USD}
   */
  record Balance(double available, String currency) {}
}
