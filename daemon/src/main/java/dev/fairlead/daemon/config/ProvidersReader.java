package dev.fairlead.daemon.config;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Access.Region;
import dev.fairlead.providers.ApiKey;
import dev.fairlead.providers.text.Nearest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads where each provider is and with which keys it is reached: what was written below {@code
 * providers} and in the vendors' own environment variables.
 */
final class ProvidersReader {
  private static final Set<String> SECRETS = Set.of("key", "key_variable");

  /** What stands in for the key of a server that wants none. */
  private static final ApiKey NO_KEY = new ApiKey("no-key");

  private final Map<String, String> environment;
  private final Map<String, Given> given;
  private final List<String> problems;
  private final List<String> warnings;
  private final List<Access> access = new ArrayList<>();
  private final Map<String, Integer> lanes = new LinkedHashMap<>();

  /** Reads what was given by paths such as {@code glm.keys.work.region}. */
  ProvidersReader(
      Map<String, String> environment,
      Map<String, Given> given,
      List<String> problems,
      List<String> warnings) {
    this.environment = environment;
    this.given = given;
    this.problems = problems;
    this.warnings = warnings;
  }

  /** What was read: the keys, the lanes of those that name one, and the user's own servers. */
  record Read(List<Access> access, Map<String, Integer> lanes, Set<String> servers) {
    Read {
      access = List.copyOf(access);
      lanes = Map.copyOf(lanes);
      servers = Set.copyOf(servers);
    }
  }

  private record Key(String name, ApiKey secret, Terms terms) {}

  Read read() {
    Set<String> servers = new LinkedHashSet<>();
    for (Vendor vendor : Vendor.ALL) {
      vendor(vendor);
    }
    Set<String> names =
        given.keySet().stream()
            .map(path -> path.split("\\.", 2)[0])
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (String name : names) {
      if (Vendor.named(name).isEmpty() && isServer(name)) {
        servers.add(name);
        server(name);
      }
      warnOfUnknown(name);
    }
    return new Read(access, lanes, servers);
  }

  private void vendor(Vendor vendor) {
    String name = vendor.name();
    Terms written = Terms.at(name, given, problems);
    Given base = fromEnvironment(vendor.baseVariables());
    URI set = Terms.base(name, base, problems);
    Terms outer = set == null ? written : new Terms(set, null, null, null, "").over(written);
    Given variable = fromEnvironment(vendor.keyVariables());
    Given listed = variable == null ? given.get(name + ".keys") : variable;
    for (Key key : keys(name, listed, outer)) {
      add(name, key, place(vendor, key.terms()));
    }
  }

  private void server(String name) {
    Terms outer = Terms.at(name, given, problems);
    List<Key> keys = keys(name, given.get(name + ".keys"), outer);
    boolean free = names(name).isEmpty() && !given.containsKey(name + ".keys");
    for (Key key : free ? List.of(new Key("1", NO_KEY, outer)) : keys) {
      URI base = key.terms().base();
      if (base != null) {
        Region region = key.terms().region();
        Billing billing = key.terms().billing();
        add(
            name,
            key,
            new Place(
                base,
                region == null ? Region.of(base) : region,
                billing == null ? Billing.METERED : billing));
      }
    }
  }

  /** Where a key's calls go. */
  private record Place(URI base, Region region, Billing billing) {}

  /** An address that was given wins over what region and plan would choose. */
  private Place place(Vendor vendor, Terms terms) {
    URI base = terms.base();
    Region said = terms.region();
    if (base == null) {
      Billing billing = terms.billing() == null ? Billing.METERED : terms.billing();
      if (said == Region.OWN) {
        problems.add(terms.where() + ": own needs an address: add base beside it");
        said = null;
      }
      Region region = said == null ? Region.INTERNATIONAL : said;
      return new Place(vendor.base(new Vendor.Place(region, billing)), region, billing);
    }
    Region known = Region.of(base);
    if (said != null && known != Region.OWN && known != said) {
      warnings.add(terms.where() + " is ignored: the address " + base + " is in " + known.label());
      said = known;
    }
    boolean plan = base.getPath() != null && base.getPath().contains("/coding/");
    Billing billing =
        terms.billing() != null ? terms.billing() : plan ? Billing.PLAN : Billing.METERED;
    return new Place(base, said == null ? known : said, billing);
  }

  private void add(String provider, Key key, Place place) {
    String id = provider + "-" + key.name();
    access.add(
        new Access(id, provider, place.base(), key.secret(), place.billing(), place.region()));
    if (key.terms().lane() != null) {
      lanes.put(id, key.terms().lane());
    }
  }

  /** The keys of a list, numbered, then those that have names. */
  private List<Key> keys(String provider, @Nullable Given listed, Terms outer) {
    List<Key> named = new ArrayList<>();
    for (String name : names(provider)) {
      String path = provider + ".keys." + name;
      secret(path)
          .ifPresent(secret ->
              named.add(new Key(name, secret, Terms.at(path, given, problems).over(outer))));
    }
    List<ApiKey> numbered = new ArrayList<>();
    if (listed != null) {
      Given whole = listed.split();
      for (String text : whole.texts()) {
        resolved(text, whole.where() + ": providers." + provider + ".keys")
            .filter(secret -> named.stream().noneMatch(key -> key.secret().equals(secret)))
            .filter(secret -> !numbered.contains(secret))
            .ifPresent(numbered::add);
      }
    }
    List<Key> all = new ArrayList<>();
    for (ApiKey secret : numbered) {
      all.add(new Key(Integer.toString(all.size() + 1), secret, outer));
    }
    all.addAll(named);
    return all;
  }

  /** The names of a provider's keys that have some. */
  private Set<String> names(String provider) {
    String prefix = provider + ".keys.";
    Set<String> names = new LinkedHashSet<>();
    given.forEach((path, value) -> {
      if (path.startsWith(prefix)) {
        String name = path.substring(prefix.length()).split("\\.", 2)[0];
        if (name.matches("[A-Za-z][A-Za-z0-9_-]{0,39}")) {
          names.add(name);
        } else {
          problems.add(
              value.where()
                  + ": providers."
                  + prefix
                  + name
                  + ": begin a key's name with a letter, and use letters, digits, - and _");
        }
      }
    });
    return names;
  }

  private Optional<ApiKey> secret(String path) {
    Given brief = given.get(path);
    Given key = brief == null ? given.get(path + ".key") : brief;
    Given variable = given.get(path + ".key_variable");
    if (key != null && !key.text().isEmpty()) {
      return resolved(key.text(), key.where() + ": providers." + path);
    }
    if (variable != null && !variable.text().isEmpty()) {
      return resolved(
          "${" + variable.text() + "}", variable.where() + ": providers." + path + ".key_variable");
    }
    String where =
        given.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(path + "."))
            .findFirst()
            .map(entry -> entry.getValue().where())
            .orElse("");
    problems.add(
        where
            + ": providers."
            + path
            + " has no key: add key, or key_variable with the name of an"
            + " environment variable");
    return Optional.empty();
  }

  /** The secret itself, or the one in the environment variable that is named. */
  private Optional<ApiKey> resolved(String text, String where) {
    String variable = text.matches("\\$\\{\\w+}") ? text.substring(2, text.length() - 1) : null;
    String secret = variable == null ? text : environment.getOrDefault(variable, "");
    if (secret.isBlank()) {
      warnings.add(
          where
              + ": the environment variable "
              + variable
              + " is not set: set it, or take the key away; it is left out");
      return Optional.empty();
    }
    return Optional.of(new ApiKey(secret));
  }

  private @Nullable Given fromEnvironment(List<String> variables) {
    for (String variable : variables) {
      String value = environment.get(variable);
      if (value != null && !value.isBlank()) {
        return new Given(List.of(value), variable);
      }
    }
    return null;
  }

  private boolean isServer(String name) {
    return given.keySet().stream()
            .anyMatch(path -> path.startsWith(name + ".") && path.endsWith(".base"))
        && name.matches("[A-Za-z][A-Za-z0-9_-]{0,39}");
  }

  private void warnOfUnknown(String name) {
    boolean known = Vendor.named(name).isPresent() || isServer(name);
    given.forEach((path, value) -> {
      if (path.equals(name) || path.startsWith(name + ".")) {
        String where = value.where() + ": ";
        if (!known) {
          warnings.add(where + "providers." + path + " is ignored: " + unknownProvider(name));
        } else if (path.equals(name) || !isKnown(path.substring(name.length() + 1).split("\\."))) {
          String last = path.substring(path.lastIndexOf('.') + 1);
          Set<String> fields =
              Stream.of(Terms.FIELDS, SECRETS, Set.of("keys"))
                  .flatMap(Set::stream)
                  .collect(Collectors.toSet());
          warnings.add(
              where
                  + "unknown setting providers."
                  + path
                  + " is ignored"
                  + Nearest.to(last, fields).map(n -> "; did you mean " + n + "?").orElse(""));
        }
      }
    });
  }

  private static String unknownProvider(String name) {
    List<String> vendors = Vendor.ALL.stream().map(Vendor::name).toList();
    return "there is no provider "
        + name
        + "; "
        + Nearest.to(name, vendors).map(n -> "did you mean " + n + "? ").orElse("")
        + "a server of your own needs providers."
        + name
        + ".base";
  }

  private static boolean isKnown(String[] path) {
    return switch (path.length) {
      case 1 -> Terms.FIELDS.contains(path[0]) || path[0].equals("keys");
      case 2 -> path[0].equals("keys");
      case 3 ->
          path[0].equals("keys") && (Terms.FIELDS.contains(path[2]) || SECRETS.contains(path[2]));
      default -> false;
    };
  }
}
