package dev.fairlead.simulator.answer;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that a reviewer says of a line of a certain look.
 *
 * @param severity as reviewers grade it
 * @param look what the line has to contain
 * @param words what is said of it
 */
record Remark(String severity, Pattern look, String words) {
  private static final List<Remark> ALL =
      List.of(
          remark(
              "high",
              "catch\\s*\\(\\s*(final\\s+)?(Exception|Throwable|RuntimeException)\\b|except:",
              "catches more than it can handle; a cancel or a plain bug would be treated alike"),
          remark(
              "high",
              "printStackTrace|console\\.log|System\\.err\\.print",
              "writes where nobody looks; hand the failure up or to the log"),
          remark(
              "high",
              "Thread\\.sleep|time\\.sleep|setTimeout\\(",
              "waits for a time and not for an event; slow on a good day, wrong on a bad one"),
          remark(
              "medium",
              "synchronized\\b|\\.lock\\(\\)|Mutex",
              "holds a lock; check what runs inside it, and that every way out frees it"),
          remark(
              "medium",
              "\\.get\\(\\)|\\.orElseThrow\\(\\)|\\.unwrap\\(\\)|!!",
              "assumes a value is there; say in the failure which one was missing"),
          remark(
              "medium",
              "\\bparseInt\\(|\\bparseLong\\(|\\bint\\(|Integer\\.valueOf\\(",
              "turns text into a number without saying what happens when it is none"),
          remark(
              "medium",
              "\\bnew (File|FileInputStream|FileOutputStream|Socket|ServerSocket)\\b|\\bopen\\(",
              "opens a resource; make sure that it is closed on every path"),
          remark(
              "medium",
              "\\breturn null\\b|\\bnull;|return None",
              "answers with nothing; callers will forget to ask"),
          remark(
              "medium",
              "\\bwhile\\s*\\(true\\)|\\bfor\\s*\\(;;\\)|while True",
              "has no bound in sight; name the condition that ends it"),
          remark(
              "medium",
              "\\bwhile\\b.*\\S",
              "loops as long as a condition holds; make sure that every turn moves it towards its end"),
          remark(
              "low",
              "[=(,<>+*/ -]\\d{3,}[;), ]",
              "contains a bare number; a name would say why it is this one"),
          remark(
              "low",
              "\\bstatic\\b(?!.*\\bfinal\\b).*=|\\bvar\\b.*=|\\blet\\b",
              "keeps state that others can change; narrow it if you can"),
          remark(
              "low",
              "\\b(public|def|func|function|fn)\\b.*\\(",
              "is part of what others call; a test that names its promise would pin it"));

  private static final Remark USUAL =
      remark(
          "low",
          "\\w\\(",
          "deserves a test for the empty and for the largest input; nothing here says what happens then");

  /** What can be said of most calls, where nothing else is. */
  static Remark usual() {
    return USUAL;
  }

  static List<Remark> all() {
    return ALL;
  }

  private static Remark remark(String severity, String look, String words) {
    return new Remark(severity, Pattern.compile(look), words);
  }
}
