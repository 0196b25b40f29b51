package dev.fairlead.routing.testing;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.ApiKey;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Parameters.Documents;
import dev.fairlead.providers.Parameters.Extras;
import dev.fairlead.providers.Parameters.OutputLimit;
import dev.fairlead.providers.Parameters.Sampling;
import dev.fairlead.providers.Parameters.WebSearch;
import dev.fairlead.providers.Price;
import dev.fairlead.providers.Retirement;
import dev.fairlead.providers.Thinking;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Models and keys for tests, of vendors that do not exist. */
public final class Models {
  private static final Parameters FREE =
      new Parameters(OutputLimit.MAX_COMPLETION_TOKENS, Sampling.FREE);

  private static final Parameters CONTINUING =
      new Parameters(
          FREE.outputLimit(),
          FREE.sampling(),
          FREE.greedy(),
          FREE.thinking(),
          FREE.earlier(),
          FREE.toolChoice(),
          FREE.toolStream(),
          FREE.tokenizer(),
          new Extras(Documents.PART, WebSearch.TOOL, 0, true));

  private Models() {}

  /** A model that streams, and does what is said. */
  public static Model model(String id, String provider, int tier, Capability... more) {
    EnumSet<Capability> all = EnumSet.of(Capability.STREAMING);
    all.addAll(List.of(more));
    return exactly(id, provider, tier, all);
  }

  /** A model that does nothing but what is said. */
  public static Model exactly(String id, String provider, int tier, Set<Capability> can) {
    Thinking thinking =
        can.contains(Capability.THINKING)
            ? new Thinking(
                Thinking.Mode.TOGGLE,
                Map.of(Effort.LOW, "low", Effort.HIGH, "high", Effort.MAX, "max"))
            : Thinking.NONE;
    return new Model(
        id,
        List.of(),
        provider,
        can,
        200_000,
        32_768,
        thinking,
        new Price(1, 0.1, 3),
        tier,
        FREE,
        null);
  }

  /** The same model with other control of its thinking. */
  public static Model thinking(Model model, Thinking thinking) {
    EnumSet<Capability> can = EnumSet.noneOf(Capability.class);
    can.addAll(model.capabilities());
    can.add(Capability.THINKING);
    return copy(model, can, thinking, model.price(), model.context(), model.output(), null);
  }

  /** The same model at other prices. */
  public static Model priced(Model model, double input, double output) {
    Price price = new Price(input, input / 10, output);
    return copy(
        model,
        model.capabilities(),
        model.thinking(),
        price,
        model.context(),
        model.output(),
        model.retirement());
  }

  /** The same model with other sizes. */
  public static Model sized(Model model, long context, long output) {
    return copy(
        model,
        model.capabilities(),
        model.thinking(),
        model.price(),
        context,
        output,
        model.retirement());
  }

  /** The same model, with an end. */
  public static Model ending(Model model, Retirement retirement) {
    return copy(
        model,
        model.capabilities(),
        model.thinking(),
        model.price(),
        model.context(),
        model.output(),
        retirement);
  }

  /** The same model, in which these do not go together. */
  public static Model excluding(Model model, Capability... together) {
    return excluding(model, List.of(Set.of(together)));
  }

  /** The same model, in which each of these sets does not go together. */
  public static Model excluding(Model model, List<Set<Capability>> exclusions) {
    return new Model(
        model.id(),
        model.aliases(),
        model.provider(),
        model.capabilities(),
        model.context(),
        model.output(),
        model.thinking(),
        model.price(),
        model.tier(),
        model.parameters(),
        model.retirement(),
        exclusions);
  }

  /** The same model, able to go on from the beginning of an answer. */
  public static Model continuing(Model model) {
    return new Model(
        model.id(),
        model.aliases(),
        model.provider(),
        model.capabilities(),
        model.context(),
        model.output(),
        model.thinking(),
        model.price(),
        model.tier(),
        CONTINUING,
        model.retirement());
  }

  /** The same model, known by more names. */
  public static Model called(Model model, String... aliases) {
    return new Model(
        model.id(),
        List.of(aliases),
        model.provider(),
        model.capabilities(),
        model.context(),
        model.output(),
        model.thinking(),
        model.price(),
        model.tier(),
        model.parameters(),
        model.retirement());
  }

  /** A metered key of that provider. */
  public static Access key(String id, String provider) {
    return key(id, provider, Billing.METERED);
  }

  /** A key of that provider. */
  public static Access key(String id, String provider, Billing billing) {
    return new Access(
        id, provider, URI.create("http://127.0.0.1:1/v1"), new ApiKey("secret-" + id), billing);
  }

  private static Model copy(
      Model model,
      Set<Capability> can,
      Thinking thinking,
      Price price,
      long context,
      long output,
      @Nullable Retirement retirement) {
    return new Model(
        model.id(),
        model.aliases(),
        model.provider(),
        can,
        context,
        output,
        thinking,
        price,
        model.tier(),
        model.parameters(),
        retirement,
        model.exclusions());
  }
}
