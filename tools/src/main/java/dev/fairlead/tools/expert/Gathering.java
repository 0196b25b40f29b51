package dev.fairlead.tools.expert;

import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.files.Content;
import dev.fairlead.tools.files.DataUrl;
import dev.fairlead.tools.files.Gate;
import dev.fairlead.tools.files.GatedFile;
import dev.fairlead.tools.files.Listing;
import dev.fairlead.tools.files.OnSecret;
import dev.fairlead.tools.files.Skipped;
import dev.fairlead.tools.files.Workspace;
import dev.fairlead.tools.text.Sizes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the files that a call names; a file is read once however often it is named. */
public final class Gathering {
  /** What the path of a difference begins with, before the path of its file. */
  public static final String DIFFERENCE = "diff of ";

  /** The most text that is read for one call. */
  private static final long MOST_TEXT = 16L << 20;

  /** The most that is attached to one call. */
  private static final long MOST_ATTACHED = 40L << 20;

  private final Gate gate;
  private final Workspace workspace;
  private final Permission permission;
  private final Map<String, GatedFile.Text> texts = new LinkedHashMap<>();
  private final Map<String, GatedFile.Attachment> attachments = new LinkedHashMap<>();
  private final Set<String> found = new HashSet<>();
  private final Set<String> before = new HashSet<>();
  private final Map<Held, Optional<String>> decided = new LinkedHashMap<>();
  private final Skipped skipped = new Skipped();
  private final List<String> refused = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  /** Reads files of that workspace through that gate; those with secrets need that permission. */
  public Gathering(Gate gate, Workspace workspace, Permission permission) {
    this.gate = gate;
    this.workspace = workspace;
    this.permission = permission;
  }

  /** Reads files, directories and globs; whatever cannot be read is told by {@link #finish}. */
  public Gathering files(List<String> paths) throws InterruptedException {
    for (String path : paths) {
      Optional<Listing> listing = Listing.of(workspace, gate, path);
      if (listing.isPresent()) {
        all(path, listing.get());
      } else {
        keep(gate.open(workspace, path));
      }
    }
    return this;
  }

  /** Reads files that may have gone since they were named: those are noted, not refused. */
  public Gathering earlier(List<String> paths) throws InterruptedException {
    Set<String> now = new HashSet<>(texts.keySet());
    now.removeAll(before);
    int problems = refused.size();
    files(paths);
    List<String> gone = refused.subList(problems, refused.size());
    notes.addAll(gone);
    gone.clear();
    texts.keySet().stream().filter(path -> !now.contains(path)).forEach(before::add);
    return this;
  }

  /** Whether something that was named cannot be read, which {@link #finish} will tell. */
  public boolean refuses() {
    return !refused.isEmpty();
  }

  /** Adds a text that came through the gate another way; it is packed and told of like a file. */
  public Gathering text(GatedFile.Text text) {
    keep(text);
    return this;
  }

  /** Adds a text that nobody named: if it may not be sent, that is noted, not refused. */
  public Gathering beside(GatedFile.Text text) {
    boolean isNew = !texts.containsKey(text.path());
    keep(text);
    if (isNew) {
      before.add(text.path());
    }
    return this;
  }

  /** Adds something that the caller should know. */
  public Gathering note(String note) {
    notes.add(note);
    return this;
  }

  /** Reads images, each by its path or as a data URL. */
  public Gathering images(List<String> images) throws InterruptedException {
    for (String image : images) {
      GatedFile file =
          DataUrl.isOne(image)
              ? DataUrl.read(image, "image " + (attachments.size() + 1))
              : gate.open(workspace, image);
      if (file instanceof GatedFile.Text || isDocument(file)) {
        refused.add(file.path() + " is no image: name it in the list of files");
      } else {
        keep(file);
      }
    }
    return this;
  }

  /**
   * All that was read and may be sent, for which the user may have to be asked.
   *
   * @throws BadArguments if something that was named cannot be read, or nothing of it may be sent,
   *     with every reason
   */
  public Material finish(String tool) throws BadArguments, InterruptedException {
    long attached = attachments.values().stream().mapToLong(GatedFile.Attachment::size).sum();
    if (attached > MOST_ATTACHED) {
      refused.add(
          "images and documents come to %s, at most %s: send fewer"
              .formatted(Sizes.of(attached), Sizes.of(MOST_ATTACHED)));
    }
    if (refused.isEmpty()) {
      decide(List.of());
      withhold();
    }
    if (!refused.isEmpty()) {
      throw BadArguments.of(tool, refused);
    }
    List<String> told = new ArrayList<>(notes);
    if (!skipped.isEmpty()) {
      told.add("Skipped: " + skipped.inWords());
    }
    if (!unread.isEmpty()) {
      told.add("Not read, " + Sizes.of(MOST_TEXT) + " in all: " + String.join(", ", unread));
    }
    return new Material(
        List.copyOf(texts.values()), List.copyOf(attachments.values()), told, found);
  }

  /** Whether the user has to be asked about files with secrets before they are sent. */
  public boolean asks() {
    return gate.onSecret() == OnSecret.ASK && !permission.isLater();
  }

  /** Has it decided, in one question, whether these and all that was read so far may be sent. */
  public void decide(List<Held> more) throws InterruptedException {
    List<Held> open =
        Stream.concat(texts.values().stream().map(Held::of), more.stream())
            .filter(file -> !file.secrets().isEmpty() && !decided.containsKey(file))
            .distinct()
            .toList();
    if (open.isEmpty()) {
      return;
    }
    OnSecret setting = gate.onSecret();
    Optional<String> why = permission.refusal(setting, open);
    open.forEach(file -> decided.put(file, why));
    if (setting == OnSecret.ASK && permission.isLater()) {
      notes.add("The user is asked about files with secrets before they are sent");
    }
  }

  /** Why that stays here, as it was decided; empty if it may be sent. */
  public Optional<String> withheld(GatedFile.Text text) {
    return decided.getOrDefault(Held.of(text), Optional.empty());
  }

  /**
   * Takes out what may not be sent, and says so. The call goes on with the rest, unless that is
   * nothing of what it is about.
   */
  private void withhold() {
    Map<String, List<Held>> staying = new LinkedHashMap<>();
    boolean isWanted = false;
    for (Map.Entry<Held, Optional<String>> each : decided.entrySet()) {
      String path = each.getKey().path();
      GatedFile.Text text = each.getValue().isPresent() ? texts.remove(path) : null;
      if (text != null) {
        notes.remove(masked(text));
        found.remove(path);
        isWanted |= !before.contains(path);
        staying.computeIfAbsent(each.getValue().get(), _ -> new ArrayList<>()).add(each.getKey());
      }
    }
    boolean isLeft = !attachments.isEmpty() || !before.containsAll(texts.keySet());
    boolean goesOn = isLeft || !isWanted;
    staying.forEach((why, files) -> {
      String said = Permission.said(why, files);
      if (goesOn) {
        notes.add(said);
      } else {
        refused.add(said + ". Nothing else was named: call again with what may be sent");
      }
    });
  }

  private void all(String path, Listing listing) throws InterruptedException {
    skipped.add(listing.skipped());
    if (listing.cut()) {
      notes.add(path + " holds more than is looked at: name a directory further down");
    }
    int known = texts.size();
    for (String file : listing.files()) {
      switch (gate.open(workspace, file)) {
        case GatedFile.Text text -> {
          if (!texts.containsKey(text.path())) {
            found.add(text.path());
          }
          keep(text);
        }
        case GatedFile.Attachment other -> skipped.add("binary or generated", other.path());
        case GatedFile.Refused refusal -> skipped.add(word(refusal.why()), refusal.path());
      }
    }
    if (texts.size() == known && listing.files().isEmpty()) {
      refused.add(
          path
              + " holds no text file that is read"
              + (listing.skipped().isEmpty()
                  ? ""
                  : " (skipped: " + listing.skipped().inWords() + ")")
              + ": name files");
    }
  }

  private void keep(GatedFile file) {
    switch (file) {
      case GatedFile.Text text -> {
        found.remove(text.path());
        before.remove(text.path());
        keep(text);
      }
      case GatedFile.Attachment attachment -> attachments.put(attachment.path(), attachment);
      case GatedFile.Refused refusal -> refused.add(refusal.message());
    }
  }

  private void keep(GatedFile.Text text) {
    long read = texts.values().stream().mapToLong(GatedFile.Text::size).sum();
    if (texts.containsKey(text.path())) {
      return;
    }
    if (read + text.size() > MOST_TEXT) {
      unread.add(text.path() + " (" + Sizes.of(text.size()) + ")");
      return;
    }
    texts.put(text.path(), text);
    if (!text.masked().isEmpty()) {
      notes.add(masked(text));
    }
  }

  private static String masked(GatedFile.Text text) {
    return "Masked in "
        + text.path()
        + ": "
        + text.masked().stream().map(Held::described).collect(Collectors.joining(", "));
  }

  private static boolean isDocument(GatedFile file) {
    return file instanceof GatedFile.Attachment attachment
        && attachment.content().kind() == Content.Kind.DOCUMENT;
  }

  private static String word(GatedFile.Why why) {
    return switch (why) {
      case SECRET -> "with secrets";
      case BINARY -> "binary or generated";
      case TOO_LARGE -> "too large";
      case OUTSIDE, MISSING, NOT_REGULAR, UNREADABLE -> "unreadable";
    };
  }
}
