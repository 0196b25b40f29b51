package dev.fairlead.tools.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What the {@code .gitignore} files from a root down to a directory leave out. */
final class IgnoreRules {
  /** The rules of a walk that starts at a directory without any. */
  static final IgnoreRules NONE = new IgnoreRules(List.of());

  private static final int LONGEST = 256 * 1024;

  private final List<Rule> rules;

  private IgnoreRules(List<Rule> rules) {
    this.rules = rules;
  }

  private record Rule(Path base, Pattern pattern, boolean keeps, boolean directoriesOnly) {}

  /** These rules and those that the directory itself adds. */
  IgnoreRules and(Path directory) {
    Path file = directory.resolve(".gitignore");
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
        return this;
      }
      List<Rule> more = new ArrayList<>(rules);
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      text.lines().map(String::strip).forEach(line -> add(directory, line, more));
      return new IgnoreRules(more);
    } catch (IOException _) {
      return this;
    }
  }

  /** Whether that file or directory is left out; the last rule that fits decides. */
  boolean ignore(Path path, boolean isDirectory) {
    boolean ignored = false;
    for (Rule rule : rules) {
      if (rule.directoriesOnly && !isDirectory) {
        continue;
      }
      String relative = rule.base.relativize(path).toString().replace('\\', '/');
      if (rule.pattern.matcher(relative).matches()) {
        ignored = !rule.keeps;
      }
    }
    return ignored;
  }

  private static void add(Path base, String line, List<Rule> rules) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    boolean keeps = line.startsWith("!");
    String glob = keeps ? line.substring(1) : line;
    boolean directoriesOnly = glob.endsWith("/");
    glob = directoriesOnly ? glob.substring(0, glob.length() - 1) : glob;
    boolean anchored = glob.contains("/");
    glob = glob.startsWith("/") ? glob.substring(1) : glob;
    try {
      Pattern pattern = Pattern.compile((anchored ? "" : "(?:.*/)?") + expression(glob));
      rules.add(new Rule(base, pattern, keeps, directoriesOnly));
    } catch (PatternSyntaxException _) {
      return; // git, too, passes over what it cannot read
    }
  }

  private static String expression(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 3;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i += 2;
      } else {
        regex.append(one(glob.charAt(i)));
        i++;
      }
    }
    return regex.toString();
  }

  private static String one(char c) {
    return switch (c) {
      case '*' -> "[^/]*";
      case '?' -> "[^/]";
      case '[', ']' -> String.valueOf(c);
      default -> Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c;
    };
  }
}
