package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.Filter;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.journal.Decision.Outcome;
import dev.fairlead.tools.text.Since;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which decisions are meant. */
final class Filters {
  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Only those since then: 30m, 24h, 7d, 2w, 2026-11-20, 2026-11-20T14:30:00Z.")
  private @Nullable String since;

  @Option(names = "--tool", paramLabel = "NAME", description = "Only calls of that tool.")
  private @Nullable String tool;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "Only calls that asked that model, be it in vain.")
  private @Nullable String model;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Only calls that asked a model of that provider.")
  private @Nullable String provider;

  @Option(
      names = "--outcome",
      paramLabel = "WORD",
      description = "Only calls that ended so: answered, refused, failed, cancelled.")
  private @Nullable String outcome;

  @Option(
      names = "--error",
      paramLabel = "KIND",
      description = "Only calls with a failure of that kind, such as Overloaded; any for any.")
  private @Nullable String error;

  @Option(
      names = "--path",
      paramLabel = "WORD",
      description = "Only calls that ran so: direct, vision, file_upload, thinking, ...")
  private @Nullable String path;

  @Option(
      names = "--workspace",
      paramLabel = "DIRECTORY",
      description = "Only calls made for that directory or one below it.")
  private @Nullable String workspace;

  /** What they say. */
  Filter read(LogDesk desk, Catalog catalog, Instant now) throws BadValue {
    return new Filter(
        since(since, now),
        tool,
        model == null ? null : catalog.find(model).map(Model::id).orElse(model),
        provider,
        word("--outcome", outcome, Stream.of(Outcome.values()).map(Outcome::label).toList()),
        word("--error", error, errors()),
        word("--path", path, paths()),
        workspace == null ? null : directory(workspace, desk.directory()));
  }

  private static @Nullable Instant since(@Nullable String text, Instant now) throws BadValue {
    try {
      return text == null ? null : Since.read(text, now);
    } catch (DateTimeException e) {
      throw new BadValue("--since: " + e.getMessage());
    }
  }

  /**
   * What is wrong with them if nothing was found: a name that is in the log may have left the
   * catalog, one that is in neither was not meant.
   */
  Optional<BadValue> wrong(LogDesk desk, Catalog catalog, Set<String> providers) {
    Set<String> models =
        catalog.models().stream()
            .flatMap(each -> Stream.concat(Stream.of(each.id()), each.aliases().stream()))
            .collect(Collectors.toSet());
    Map<String, Collection<String>> known =
        Map.of("--tool", desk.tools(), "--model", models, "--provider", providers);
    for (var given :
        List.of(named("--tool", tool), named("--model", model), named("--provider", provider))) {
      Collection<String> names = known.getOrDefault(given.option(), List.of());
      if (given.word() != null && !names.contains(given.word())) {
        return Optional.of(BadValue.unknown(given.option(), given.word(), names));
      }
    }
    return Optional.empty();
  }

  private record Named(String option, @Nullable String word) {}

  private static Named named(String option, @Nullable String word) {
    return new Named(option, word);
  }

  private static List<String> errors() {
    List<String> kinds = new ArrayList<>();
    for (Class<?> kind : ProviderError.class.getPermittedSubclasses()) {
      kinds.add(kind.getSimpleName());
    }
    kinds.add(Filter.ANY_ERROR);
    return kinds;
  }

  private static List<String> paths() {
    return Stream.of(dev.fairlead.routing.selection.Path.values())
        .map(dev.fairlead.routing.selection.Path::label)
        .toList();
  }

  private static @Nullable String word(String option, @Nullable String given, List<String> known)
      throws BadValue {
    if (given == null) {
      return null;
    }
    return known.stream()
        .filter(each -> each.equalsIgnoreCase(given.strip()))
        .findFirst()
        .orElseThrow(() -> BadValue.unknown(option, given, known));
  }

  private static String directory(String given, Path from) throws BadValue {
    try {
      return from.resolve(given).normalize().toString();
    } catch (InvalidPathException e) {
      throw new BadValue("--workspace: " + given + " is no path: " + e.getReason());
    }
  }
}
