package dev.fairlead.tools.files;

import dev.fairlead.tools.files.GatedFile.Refused;
import dev.fairlead.tools.files.GatedFile.Why;
import dev.fairlead.tools.text.Sizes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The only way from a path that somebody names to the content of a file: inside the workspace,
 * regular, not too large, no secrets. Keeps no state and opens each file anew.
 */
public final class Gate {
  /** What git begins a hunk with, before the line that it says it is in. */
  private static final Pattern HUNK = Pattern.compile("@@+ [-+,0-9 ]+ @@+ ?");

  private final Limits limits;
  private final DeniedNames denied;
  private final Secrets secrets;
  private final Supplier<OnSecret> onSecret;

  private Gate(Limits limits, DeniedNames denied, Secrets secrets, Supplier<OnSecret> onSecret) {
    this.limits = limits;
    this.denied = denied;
    this.secrets = secrets;
    this.onSecret = onSecret;
  }

  /** A gate with the rules that come with the program. */
  public static Gate standard(Limits limits) {
    return new Gate(limits, DeniedNames.standard(), Secrets.standard(), () -> OnSecret.MASK);
  }

  /** The same gate for a user who wants that of files with secrets; asked for at each of them. */
  public Gate on(Supplier<OnSecret> wanted) {
    return new Gate(limits, denied, secrets, wanted);
  }

  /**
   * What is to become of a text in which secrets were found. Where the user is to be asked, it is
   * given out masked, and who sends it asks.
   */
  public OnSecret onSecret() {
    return onSecret.get();
  }

  /** Why a text in which these were found stays here; empty if it may go with them masked. */
  public Optional<String> refusal(List<Secret> found) {
    return found.isEmpty() || onSecret() != OnSecret.REFUSE
        ? Optional.empty()
        : Optional.of(
            "%s in line %d, and files.secrets is set to refuse"
                .formatted(found.getFirst().kind(), found.getFirst().line()));
  }

  /** The rules by which it masks, for texts that do not come from files. */
  public Secrets secrets() {
    return secrets;
  }

  /**
   * The file of that name.
   *
   * @param path absolute, or relative to the first root
   * @throws InterruptedException if the calling thread was interrupted
   */
  public GatedFile open(Workspace workspace, String path) throws InterruptedException {
    return switch (locate(workspace, path)) {
      case Location.Nowhere(Refused refused) -> refused;
      case Location.Found(Path root, Path real) -> read(workspace, root, real);
    };
  }

  /** Where that path leads, before anything is opened. */
  public Location locate(Workspace workspace, String path) {
    Location location = Location.of(workspace, path);
    Optional<String> rule =
        Location.named(workspace, path).map(Path::normalize).flatMap(denied::refusing);
    if (rule.isEmpty() && location instanceof Location.Found(Path _, Path real)) {
      rule = denied.refusing(real);
    }
    return rule.<Location>map(name -> new Location.Nowhere(secret(path, name))).orElse(location);
  }

  private static Refused secret(String path, String rule) {
    return new Refused(
        path,
        Why.SECRET,
        path
            + " is not read: files of that name hold secrets (rule "
            + rule
            + "). Leave it out and say in words what matters of it");
  }

  private GatedFile read(Workspace workspace, Path root, Path real) throws InterruptedException {
    String shown = workspace.shown(real);
    try (SeekableByteChannel channel = Opening.open(root, real)) {
      byte[] head = bytes(channel, Content.HEAD);
      Content content = Content.of(head, shown);
      if (content.kind() == Content.Kind.BINARY) {
        return new Refused(
            shown,
            Why.BINARY,
            shown
                + " is a binary file ("
                + Sizes.of(channel.size())
                + "): name text, images, PDF"
                + " or Office documents");
      }
      long limit = content.kind() == Content.Kind.TEXT ? limits.text() : limits.attachment();
      if (channel.size() > limit) {
        return tooLarge(shown, channel.size(), limit);
      }
      channel.position(0);
      byte[] all = bytes(channel, limit + 1);
      return all.length > limit ? tooLarge(shown, all.length, limit) : gated(shown, content, all);
    } catch (ClosedByInterruptException _) {
      throw new InterruptedException("cancelled while reading " + shown);
    } catch (Opening.NotRegular e) {
      return new Refused(
          shown, Why.NOT_REGULAR, shown + " is " + e.getMessage() + ": only files are read");
    } catch (NoSuchFileException | NotDirectoryException _) {
      return new Refused(shown, Why.MISSING, shown + " is gone: name a file that exists");
    } catch (AccessDeniedException _) {
      return new Refused(
          shown, Why.UNREADABLE, shown + " may not be read by this user: change its permissions");
    } catch (IOException e) {
      return new Refused(
          shown, Why.UNREADABLE, shown + " cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /**
   * A difference between two states of a file, its secrets masked. What marks a line as new or old,
   * or as the head of a hunk, stands before what a rule looks for at its beginning, and is put
   * aside for that time.
   *
   * @param path how it is shown
   */
  public GatedFile.Text difference(String path, byte[] bytes) {
    Decoded decoded = Decoded.of(bytes);
    List<String> marks = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (String line : decoded.text().split("\n", -1)) {
      Matcher head = HUNK.matcher(line);
      int mark = head.lookingAt() ? head.end() : Math.min(1, line.length());
      marks.add(line.substring(0, mark));
      lines.append(line, mark, line.length()).append('\n');
    }
    Secrets.Masked masked = secrets.mask(lines.substring(0, lines.length() - 1));
    String[] without = masked.text().split("\n", -1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < without.length; i++) {
      text.append(i == 0 ? "" : "\n").append(marks.get(i)).append(without[i]);
    }
    return new GatedFile.Text(
        path, bytes.length, sha256(bytes), text.toString(), decoded.charset(), masked.secrets());
  }

  private GatedFile gated(String shown, Content content, byte[] all) {
    if (content.kind() != Content.Kind.TEXT) {
      return new GatedFile.Attachment(shown, all.length, sha256(all), content, all);
    }
    Decoded decoded = Decoded.of(all);
    Secrets.Masked masked = secrets.mask(decoded.text());
    Optional<String> why = refusal(masked.secrets());
    if (why.isPresent()) {
      return new Refused(
          shown, Why.SECRET, shown + " is not sent: it holds a secret (" + why.get() + ")");
    }
    return new GatedFile.Text(
        shown, all.length, sha256(all), masked.text(), decoded.charset(), masked.secrets());
  }

  private static Refused tooLarge(String shown, long size, long limit) {
    return new Refused(
        shown,
        Why.TOO_LARGE,
        shown
            + " is too large: "
            + Sizes.of(size)
            + ", at most "
            + Sizes.of(limit)
            + "; name a smaller file or quote the part that matters");
  }

  private static byte[] bytes(SeekableByteChannel channel, long most) throws IOException {
    long expected = Math.min(most, Math.max(channel.size() - channel.position(), 512) + 1);
    ByteBuffer buffer = ByteBuffer.allocate((int) expected);
    while (channel.read(buffer) > 0) {
      if (!buffer.hasRemaining() && buffer.capacity() < most) {
        int larger = (int) Math.min(most, buffer.capacity() * 2L);
        buffer = ByteBuffer.allocate(larger).put(buffer.flip());
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
