package dev.fairlead.daemon.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A program that starts MCP servers; {@code clients.yaml} says what each field means.
 *
 * @param title as people call it
 * @param reference how it writes a variable of its environment; null if it hands that on as a whole
 * @param keyless whether no key can reach the daemon through it
 * @param patience how long a call may take, if that is set in its entry
 * @param targets what is to be edited
 * @param notes what its user has to know
 */
public record Client(
    String title,
    @Nullable String reference,
    boolean keyless,
    @Nullable String patience,
    List<Target> targets,
    List<String> notes) {
  public Client {
    targets = List.copyOf(targets);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  /**
   * A file of a client, and what goes into it.
   *
   * @param files where it may be, by system
   * @param format how it is written
   * @param at where the entry or the list of approvals is
   * @param entry what the entry says; empty for a list
   * @param approved what it says besides where calls need no question
   * @param element what goes into a list of approvals; null for an entry
   */
  public record Target(
      Map<String, List<String>> files,
      Format format,
      List<String> at,
      Map<String, Object> entry,
      Map<String, Object> approved,
      @Nullable String element) {
    public Target {
      format = Objects.requireNonNullElse(format, Format.JSON);
      entry = entry == null ? Map.of() : entry;
      approved = approved == null ? Map.of() : approved;
    }
  }

  private static final class Known {
    static final Map<String, Client> CLIENTS = read("clients.yaml", new TypeReference<>() {});
  }

  /** All clients that are known, by name. */
  public static Map<String, Client> all() {
    return Known.CLIENTS;
  }

  /** The client of that name. */
  public static Optional<Client> named(String name) {
    return Optional.ofNullable(Known.CLIENTS.get(name));
  }

  /** The names of all clients. */
  public static List<String> names() {
    return new ArrayList<>(Known.CLIENTS.keySet());
  }

  static <T> Map<String, T> read(String resource, TypeReference<LinkedHashMap<String, T>> type) {
    try (InputStream data = Client.class.getResourceAsStream(resource)) {
      return YAMLMapper.shared().readValue(data, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
