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
  TOOLS_PROFILE(
      "tools.profile",
      Weight.USEFUL,
      "standard",
      "How many tools a client is shown, each of which costs it tokens: lean, standard or full."),
  TOOLS_ENABLE("tools.enable", Weight.USEFUL, "", "Tools that are shown besides, by name."),
  TOOLS_DISABLE("tools.disable", Weight.USEFUL, "", "Tools that are not shown, by name."),
  POLICY(
      "routing.policy",
      Weight.USEFUL,
      "",
      "What to favour among the models that can do a call: quality, balanced, fast or cheap. A call may"
          + " say otherwise. Without it: what each tool declares, mostly balanced."),
  MODE(
      "routing.mode",
      Weight.USEFUL,
      "on",
      "Who chooses the model of a call that names none: on (the router), fixed (nobody: always routing.fixed),"
          + " shadow (fixed, with the router's choice kept beside) or canary (the router for some)."),
  FIXED_MODEL(
      "routing.fixed",
      Weight.USEFUL,
      "",
      "The model of calls that the router does not choose for. Without it: the first that can be asked."),
  CANARY_PERCENT(
      "routing.canary_percent",
      Weight.USEFUL,
      "10 %",
      "The share of threads whose calls go through the router in a canary."),
  ROLLBACK_CALLS(
      "routing.rollback.calls",
      Weight.RARE,
      "50",
      "How many calls the router is judged by at least, before calls go back to the fixed model by"
          + " themselves."),
  ROLLBACK_ERRORS(
      "routing.rollback.errors",
      Weight.RARE,
      "5 %",
      "How much more of the router's calls may fail than of the fixed model's, in percent points."),
  ALLOW_MODELS("models.allow", Weight.USEFUL, "", "The only models that may be asked. Empty: all."),
  DENY_MODELS("models.deny", Weight.USEFUL, "", "Models that are never asked."),
  WORKSPACE_PROVIDERS(
      "workspace.providers",
      Weight.USEFUL,
      "",
      "The only providers that files and prompts of this workspace may go to. Empty: all."),
  WORKSPACE_REGIONS(
      "workspace.regions",
      Weight.USEFUL,
      "",
      "The only regions they may go to: international, china, own (a server of yours). Empty: all."),
  WORKSPACE_BILLING(
      "workspace.billing",
      Weight.RARE,
      "",
      "The only kinds of keys they may be sent with: metered, plan. Empty: all."),
  OFF_PROVIDERS("routing.off.providers", Weight.USEFUL, "", "Providers that are switched off."),
  OFF_KEYS("routing.off.keys", Weight.USEFUL, "", "Keys that are switched off, such as glm-work."),
  OFF_MODELS(
      "routing.off.models",
      Weight.RARE,
      "",
      "Models that are switched off for now; the same as models.deny, named in its own words."),
  OFF_CAPABILITIES(
      "routing.off.capabilities",
      Weight.RARE,
      "",
      "Capabilities that no call makes use of, such as web_search."),
  SPILL(
      "routing.spill",
      Weight.USEFUL,
      "false",
      "Whether a provider's metered keys may be used although it has a plan key."),
  PRICE_CAP(
      "limits.price",
      Weight.USEFUL,
      "",
      "The most that one call may be estimated to cost, in USD."),
  BUDGET_DAY(
      "limits.budget_day",
      Weight.USEFUL,
      "",
      "The most that all calls on metered keys may cost in one day (UTC), in USD."),
  BUDGET_WORKSPACE(
      "limits.budget_workspace",
      Weight.USEFUL,
      "",
      "The same for the calls of one workspace, the directory that the daemon was started in."),
  PLAN_CALLS(
      "limits.plan_calls",
      Weight.RARE,
      "",
      "How many calls a plan's key grants within its window. Vendors do not tell what is left: without"
          + " it a plan counts as full until the vendor refuses."),
  PLAN_WINDOW("limits.plan_window", Weight.RARE, "5h", "How long the window of a plan is."),
  REST(
      "limits.rest",
      Weight.RARE,
      "168h",
      "How long a key or a model that fails is left alone at most."),
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
  PATIENCE(
      "client.patience",
      Weight.USEFUL,
      "",
      "How long the client waits for an answer: a call that takes longer goes on as a job. Without it: what is"
          + " known of the client, 50s where nothing is."),
  CHARACTERS(
      "client.characters",
      Weight.RARE,
      "",
      "How long a result may be, in characters; the rest is there for the asking. Without it: what is known of the"
          + " client, 10,000 where nothing is."),
  LANE(
      "limits.lane",
      Weight.USEFUL,
      "",
      "How many calls may be in flight for one key that names no lane of its own. Without it: 50 for"
          + " kimi, 2 for glm, 1 on a plan, 8 for a server of your own."),
  TRUST(
      "network.trust",
      Weight.USEFUL,
      "",
      "Files (PEM, PKCS12 or JKS) with authorities to trust for TLS beside the JDK's own, such as an office's proxy."
          + " SSL_CERT_FILE and NODE_EXTRA_CA_CERTS count too."),
  FILES_KEEP(
      "files.keep",
      Weight.RARE,
      "24h",
      "How long a file that went up to a vendor for a call is kept there for the next ones. 0s: it is removed"
          + " after its call."),
  FILES_SECRETS(
      "files.secrets",
      Weight.USEFUL,
      "mask",
      "What becomes of a file with a secret in it: mask (a marker with its kind and line goes in its place),"
          + " refuse (the file is not sent) or ask (the user is asked, once a call, whether such files may go"
          + " masked; without a yes, and where the client cannot ask, the call goes on without them)."),
  THREADS_KEEP(
      "threads.keep",
      Weight.RARE,
      "720h",
      "How long a conversation is kept that nobody goes on with."),
  THREADS_SHARED(
      "threads.shared",
      Weight.RARE,
      "false",
      "Whether others who share the database may go on with conversations that are begun here."),
  STORE(
      "store.kind",
      Weight.USEFUL,
      "sqlite",
      "Where decisions, conversations and jobs are kept: sqlite or memory (nothing on disk)."),
  STORE_CONTENTS(
      "store.contents",
      Weight.USEFUL,
      "full",
      "What is kept of what is said: full, hash (that it was said, by its SHA-256) or none. Without full a"
          + " conversation ends with its daemon. Decisions never hold what was said."),
  STORE_KEEP(
      "store.keep", Weight.USEFUL, "2160h", "How long decisions, events and ended jobs are kept."),
  STORE_ROWS("store.rows", Weight.RARE, "500000", "How many decisions are kept; the oldest go."),
  STORE_MEGABYTES(
      "store.megabytes",
      Weight.RARE,
      "2048",
      "How large the store may grow before the oldest conversations and decisions go."),
  STORE_DURABLE(
      "store.durable",
      Weight.RARE,
      "false",
      "Whether a reply waits until its decision would outlive a power cut, and not only the end of the process."),
  STORE_USER(
      "store.user",
      Weight.RARE,
      "",
      "Whose calls these are, in what is kept. Without it: the name of the system's user."),
  DATABASE_URL(
      "database.url",
      Weight.USEFUL,
      "",
      "The PostgreSQL (15 or newer, Supabase too) that a team shares: postgresql://user:password@host:port/name."
          + " What is kept goes there, too, and conversations of other machines come from there."),
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
