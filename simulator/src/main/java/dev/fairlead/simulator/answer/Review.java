package dev.fairlead.simulator.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A short review that cites real lines of the files it was given. */
final class Review {
  private static final int MOST = 5;
  private static final int FEWEST = 2;
  private static final int QUOTE = 120;

  private record Finding(Remark remark, GivenFile file, GivenFile.Line line) {}

  private Review() {}

  static String of(String model, Conversation conversation, List<String> notes) {
    List<GivenFile> files = conversation.files();
    List<Finding> findings = findings(files);
    StringBuilder text = new StringBuilder();
    text.append("Review by ").append(model);
    text.append(", asked “").append(conversation.question()).append("”.\n\n");
    int number = 1;
    for (Finding finding : findings) {
      text.append(number++).append(". [").append(finding.remark().severity()).append("] ");
      text.append(finding.file().path()).append(':').append(finding.line().number());
      text.append(" `").append(quote(finding.line())).append("` ");
      text.append(finding.remark().words()).append(".\n");
    }
    text.append(number == 1 ? "Nothing to object to.\n\n" : "\n");
    Facts.appendMaterial(text, conversation, notes);
    return text.toString();
  }

  private static List<Finding> findings(List<GivenFile> files) {
    List<Finding> findings = new ArrayList<>();
    int each = Math.max(1, (MOST + files.size() - 1) / Math.max(1, files.size()));
    for (GivenFile file : files) {
      if (findings.size() < MOST) {
        findings.addAll(in(file, Math.min(each, MOST - findings.size())));
      }
    }
    return findings;
  }

  private static List<Finding> in(GivenFile file, int most) {
    List<GivenFile.Line> code = file.code().stream().filter(Review::quotable).toList();
    List<Finding> findings = new ArrayList<>();
    Set<Integer> cited = new HashSet<>();
    for (Remark remark : Remark.all()) {
      code.stream()
          .filter(
              line -> !cited.contains(line.number()) && remark.look().matcher(line.text()).find())
          .findFirst()
          .filter(_ -> findings.size() < most)
          .ifPresent(line -> {
            cited.add(line.number());
            findings.add(new Finding(remark, file, line));
          });
    }
    for (GivenFile.Line line : code) {
      boolean enough = findings.size() >= Math.min(most, FEWEST);
      boolean fits = Remark.usual().look().matcher(line.text()).find() || code.size() <= FEWEST;
      if (!enough && fits && cited.add(line.number())) {
        findings.add(new Finding(Remark.usual(), file, line));
      }
    }
    return findings;
  }

  private static boolean quotable(GivenFile.Line line) {
    String text = line.text().strip();
    return text.length() > 6
        && !text.startsWith("//")
        && !text.startsWith("*")
        && !text.startsWith("/*")
        && !text.startsWith("#")
        && !text.startsWith("import ")
        && !text.startsWith("package ")
        && !text.contains("`");
  }

  private static String quote(GivenFile.Line line) {
    String text = line.text().strip();
    return text.length() <= QUOTE ? text : text.substring(0, text.offsetByCodePoints(0, QUOTE));
  }
}
