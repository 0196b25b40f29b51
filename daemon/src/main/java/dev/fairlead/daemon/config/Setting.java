package dev.fairlead.daemon.config;

import java.util.List;
import java.util.Locale;

/** Everything that can be set, each with its default; the one place where defaults are. */
public enum Setting {
  WORKSPACE(
      "workspace",
      Weight.ESSENTIAL,
      "",
      "Directories whose files may be read. Without it: the client's roots, else its working directory."),
  POLICY(
      "routing.policy",
      Weight.USEFUL,
      "balanced",
      "What to favour among the models that can do a call: quality, balanced, fast or cheap."),
  ALLOW_MODELS("models.allow", Weight.USEFUL, "", "The only models that may be asked. Empty: all."),
  DENY_MODELS("models.deny", Weight.USEFUL, "", "Models that are never asked."),
  OFF_PROVIDERS("routing.off.providers", Weight.USEFUL, "", "Providers that are switched off."),
  OFF_CAPABILITIES(
      "routing.off.capabilities",
      Weight.RARE,
      "",
      "Capabilities that no call makes use of, such as web_search."),
  CALL_LIMIT("limits.call", Weight.USEFUL, "900s", "How long one call may take in all."),
  FIRST_EVENT(
      "limits.first_event",
      Weight.RARE,
      "300s",
      "How long one attempt waits for the first sign of an answer."),
  BETWEEN_EVENTS(
      "limits.between_events",
      Weight.RARE,
      "300s",
      "How long one attempt bears silence in the middle of an answer."),
  LANE(
      "limits.lane",
      Weight.USEFUL,
      "",
      "How many calls may be in flight for one key, of any provider. Without it: 50 for kimi, 2 for glm,"
          + " 1 on a coding plan."),
  TRUST(
      "network.trust",
      Weight.USEFUL,
      "",
      "Files (PEM, PKCS12 or JKS) with authorities to trust for TLS beside the JDK's own, such as an office's proxy."
          + " SSL_CERT_FILE and NODE_EXTRA_CA_CERTS count too."),
  STORE("store.kind", Weight.USEFUL, "sqlite", "Where decisions are kept: sqlite or memory."),
  STORE_WAIT(
      "store.wait",
      Weight.RARE,
      "250ms",
      "How long a reply waits at most until its decision is on disk."),
  STATE_DIRECTORY(
      "state.directory",
      Weight.USEFUL,
      "",
      "Where the store and the logs are. Without it: the platform's directory for state."),
  LOG_LEVEL("log.level", Weight.RARE, "info", "debug, info, warn or error; stderr gets warn.");

  /** How likely somebody needs it. */
  public enum Weight {
    ESSENTIAL,
    USEFUL,
    RARE
  }

  private final String key;
  private final Weight weight;
  private final String standard;
  private final String purpose;

  Setting(String key, Weight weight, String standard, String purpose) {
    this.key = key;
    this.weight = weight;
    this.standard = standard;
    this.purpose = purpose;
  }

  /** Its place in the settings file, levels separated by dots. */
  public String key() {
    return key;
  }

  /** The environment variable that overrides the file. */
  public String variable() {
    return "FAIRLEAD_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** How likely somebody needs it. */
  public Weight weight() {
    return weight;
  }

  /** What holds where nothing is set. */
  public List<String> standard() {
    return standard.isEmpty() ? List.of() : List.of(standard);
  }

  /** What it is for, in a sentence or two. */
  public String purpose() {
    return purpose;
  }
}
