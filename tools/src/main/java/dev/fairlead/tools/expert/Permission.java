package dev.fairlead.tools.expert;

import dev.fairlead.tools.Call;
import dev.fairlead.tools.files.OnSecret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether files with secrets in them may go to a model with those places masked. Belongs to one
 * call, on its thread.
 */
public final class Permission {
  /** Of a call that sends no file: the user is asked when one does. */
  public static final Permission LATER = new Permission("", null);

  /** How many files are told one by one. */
  private static final int MOST = 20;

  private final String tool;
  private final @Nullable Call call;

  private Permission(String tool, @Nullable Call call) {
    this.tool = tool;
    this.call = call;
  }

  /** Of a call that sends files, whose user may be asked. */
  public static Permission of(String tool, Call call) {
    return new Permission(tool, call);
  }

  boolean isLater() {
    return call == null;
  }

  /**
   * Why these stay here, to follow "secrets are in there and"; empty if they may go.
   *
   * @param setting what the user has set
   * @throws InterruptedException if the call was cancelled while the user was asked
   */
  Optional<String> refusal(OnSecret setting, List<Held> files) throws InterruptedException {
    return switch (setting) {
      case MASK -> Optional.empty();
      case REFUSE -> Optional.of("files.secrets is set to refuse");
      case ASK -> call == null ? Optional.empty() : asked(call, files);
    };
  }

  private Optional<String> asked(Call asking, List<Held> files) throws InterruptedException {
    return switch (asking
        .consent()
        .ask(
            question(files),
            () -> asking.progress().report("waiting for an answer about files with secrets"))) {
      case YES -> Optional.empty();
      case NO -> Optional.of("the user, who was asked, said no");
      case UNASKED ->
          Optional.of(
              "files.secrets is set to ask, but there is nobody to ask here (set files.secrets to mask to have such files sent with those places masked)");
      case UNANSWERED ->
          Optional.of(
              "the user, who was asked, gave no answer in time (set files.secrets to mask to have such files sent with those places masked)");
    };
  }

  private String question(List<Held> files) {
    int more = files.size() - MOST;
    return """
    %s is about to send files to a model in which secrets were found:
    %s%s
    May they be sent with those places masked? The secrets themselves stay here in any case; if not, these files stay here, too.\
    """
        .formatted(
            tool,
            files.stream()
                .limit(MOST)
                .map(file -> "- " + file.name() + ": " + file.inWords())
                .collect(Collectors.joining("\n")),
            more > 0
                ? "\n- and %d more files with %d secrets"
                    .formatted(
                        more,
                        files.stream().skip(MOST).mapToInt(file -> file.secrets().size()).sum())
                : "");
  }

  /** What is said of files that stay here for that reason. */
  static String said(String why, List<Held> files) {
    int more = files.size() - MOST;
    return "Not sent, since secrets are in there and %s: %s%s"
        .formatted(
            why,
            files.stream()
                .limit(MOST)
                .map(file -> file.name() + ", " + file.inWords())
                .collect(Collectors.joining("; ")),
            more > 0 ? " and " + more + " more files" : "");
  }
}
