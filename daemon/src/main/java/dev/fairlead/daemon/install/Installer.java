package dev.fairlead.daemon.install;

import dev.fairlead.daemon.config.Vendor;
import dev.fairlead.daemon.install.Client.Target;
import dev.fairlead.daemon.install.Predecessor.Legacy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a client's files have to say so that it starts the daemon; writes nothing itself.
 *
 * @param surroundings the machine
 * @param launcher what a client is to start
 * @param settings the daemon's own settings file, for what is told to people
 * @param tools the names of all tools that may be called without a question
 */
public record Installer(
    Surroundings surroundings, String launcher, Path settings, List<String> tools) {
  /** The name of the daemon among a client's servers. */
  public static final String NAME = "fairlead";

  private static final String PATIENCE = "FAIRLEAD_CLIENT_PATIENCE";

  /**
   * What has to be done.
   *
   * @param changes for each file
   * @param notes what the user has to know besides
   */
  public record Plan(List<Change> changes, List<String> notes) {}

  /** What puts the daemon into that client, with what it had from a predecessor. */
  public Plan install(Client client, boolean approve, Optional<Predecessor> from) {
    List<String> notes = new ArrayList<>();
    Legacy legacy = from.map(old -> legacy(client, old, notes)).orElse(Legacy.NONE);
    List<Change> changes = new ArrayList<>();
    List<String> keys = keys(legacy, client, notes);
    for (Target target : client.targets()) {
      if (target.element() == null) {
        changes.add(change(target, List.of(put(client, target, approve, keys, legacy))));
      } else if (approve) {
        changes.add(change(target, List.of(new Edit.Add(target.at(), target.element()))));
      }
    }
    client.notes().forEach(note -> notes.add(note.replace("$settings", settings.toString())));
    return new Plan(changes, notes);
  }

  /** What takes it out again. */
  public Plan uninstall(Client client) {
    List<Change> changes = new ArrayList<>();
    for (Target target : client.targets()) {
      Edit edit =
          target.element() == null
              ? new Edit.Remove(place(target))
              : new Edit.Take(target.at(), target.element());
      if (Files.exists(file(target))) {
        changes.add(change(target, List.of(edit)));
      }
    }
    return new Plan(changes, List.of());
  }

  /** Where the client keeps its servers. */
  public Path file(Client client) {
    return file(client.targets().getFirst());
  }

  private Path file(Target target) {
    List<Path> places = surroundings.own(target.files()).stream().map(surroundings::path).toList();
    return places.stream().filter(Files::exists).findFirst().orElse(places.getFirst());
  }

  private static List<String> place(Target target) {
    List<String> place = new ArrayList<>(target.at());
    place.add(NAME);
    return place;
  }

  private Change change(Target target, List<Edit> edits) {
    Path file = file(target);
    Optional<String> before = Optional.empty();
    List<String> steps = new ArrayList<>();
    String block = "";
    try {
      block = block(target, edits);
      before = new ConfigFile(file).read();
      ConfigText text = target.format().read(before.orElse(""));
      for (Edit edit : edits) {
        text = edit.of(text);
        steps.add(text.text());
      }
      return new Change(file, before, steps, block, Optional.empty());
    } catch (Uneditable e) {
      return new Change(file, before, List.of(), block, Optional.ofNullable(e.getMessage()));
    }
  }

  private static String block(Target target, List<Edit> edits) throws Uneditable {
    ConfigText text = target.format().read("");
    for (Edit edit : edits) {
      text = edit.of(text);
    }
    return text.text();
  }

  private Edit put(
      Client client, Target target, boolean approve, List<String> keys, Legacy legacy) {
    Map<String, Object> entry = new LinkedHashMap<>(target.entry());
    if (approve) {
      entry.putAll(target.approved());
    }
    legacy
        .lists()
        .forEach((field, list) -> {
          if (!"tools".equals(field) || entry.containsKey(field)) {
            entry.put(field, list);
          }
        });
    Map<String, Object> environment = environment(client, keys, legacy);
    entry.replaceAll((_, value) ->
        switch (String.valueOf(value)) {
          case "$command" -> launcher;
          case "$commands" -> List.of(launcher);
          case "$environment" -> environment;
          case "$names" -> keys;
          case "$tools" -> tools;
          default -> value;
        });
    if (environment.isEmpty()) {
      entry.values().removeIf(environment::equals);
    }
    return new Edit.Put(place(target), entry);
  }

  private static Map<String, Object> environment(Client client, List<String> keys, Legacy legacy) {
    Map<String, Object> environment = new LinkedHashMap<>();
    if (client.reference() != null) {
      keys.forEach(key -> environment.put(key, client.reference().replace("%s", key)));
    }
    environment.putAll(legacy.environment());
    if (client.patience() != null) {
      environment.put(PATIENCE, client.patience());
    }
    return environment;
  }

  /** The names of the variables with keys: those that are set, else the first of each vendor. */
  private List<String> keys(Legacy legacy, Client client, List<String> notes) {
    Set<String> keys = new LinkedHashSet<>(legacy.keys());
    List<String> usual = new ArrayList<>();
    for (Vendor vendor : Vendor.ALL) {
      usual.add(vendor.keyVariables().getFirst());
      vendor.keyVariables().stream()
          .filter(name -> !surroundings.environment().getOrDefault(name, "").isBlank())
          .forEach(keys::add);
    }
    if (keys.isEmpty() && !client.keyless()) {
      notes.add("no key is set here: set " + String.join(" or ", usual) + ", one is enough");
    }
    return keys.isEmpty() ? usual : List.copyOf(keys);
  }

  private Legacy legacy(Client client, Predecessor predecessor, List<String> notes) {
    Target target = client.targets().getFirst();
    Path file = file(target);
    try {
      Map<String, Object> data =
          target.format().read(new ConfigFile(file).read().orElse("")).data();
      var entry = predecessor.entry(Edit.find(data, target.at()));
      if (entry.isPresent()) {
        Legacy legacy = predecessor.from(entry.get().getKey(), entry.get().getValue());
        notes.addAll(legacy.notes());
        return legacy;
      }
      notes.add(
          "no entry of it was found in "
              + file
              + " (looked for "
              + String.join(", ", predecessor.servers())
              + "): nothing was taken over");
    } catch (Uneditable e) {
      notes.add(file + ": " + e.getMessage());
    }
    return Legacy.NONE;
  }
}
