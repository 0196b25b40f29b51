package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the built daemon and its parts, and writes the tables beside the benchmarks. A table
 * stays as it is where a budget is missed or a ratio has grown by more than a tenth, unless the new
 * one is to be kept.
 */
public final class Main {
  private static final String RATIOS = "ratios hold, single figures are of one machine.";
  private static final String MINUTES = "--minutes";

  private Main() {}

  /**
   * Takes the root of the project, then {@code wire}, {@code plan}, {@code start}, {@code store} or
   * {@code whole} for one part and {@code --keep} for keeping what was measured, whatever it is;
   * needs a build. {@code soak} runs only when it is named, for as many {@code --minutes} as are
   * said, and keeps its table among the documents.
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]).toRealPath();
    List<String> rest = List.of(arguments).subList(1, arguments.length);
    boolean keep = rest.contains("--keep");
    int minutes = rest.indexOf(MINUTES);
    Duration soaked = Duration.ofMinutes(minutes < 0 ? 2 : Long.parseLong(rest.get(minutes + 1)));
    List<String> parts =
        rest.stream().filter(part -> part.chars().allMatch(Character::isLetter)).toList();
    Path application = root.resolve("daemon/target/fairlead");
    Path launcher = root.resolve("scripts/daemon");
    Path directory = Files.createTempDirectory("fairlead-benchmark");
    List<Table> tables =
        List.of(
            new Table(
                "wire",
                "The wire",
                RATIOS,
                report -> {
                  Streams.measure(report);
                  AdapterCost.measure(report, application);
                }),
            new Table("plan", "Plans", RATIOS, Plans::measure),
            new Table(
                "start",
                "Start",
                RATIOS,
                report -> StartUp.measure(report, launcher, application, directory)),
            new Table(
                "store",
                "The store",
                RATIOS,
                report -> StoreCost.measure(report, application, launcher, directory)),
            new Table(
                "whole-process",
                "Whole process",
                RATIOS,
                report -> {
                  Overhead.measure(report, application, launcher, directory);
                  Modes.measure(report, application, launcher, directory);
                  Fallback.measure(report, application, launcher, directory);
                  Storm.measure(report, application, launcher, directory);
                }));
    List<String> over = new ArrayList<>();
    for (Table table : tables) {
      if (parts.isEmpty() || parts.stream().anyMatch(table.name()::startsWith)) {
        over.addAll(table.make(root.resolve("benchmarks"), keep));
      }
    }
    if (parts.contains("soak")) {
      Table soak =
          new Table(
              "soak",
              "Soak",
              Soak.ABOUT,
              report -> Soak.measure(report, application, launcher, directory, soaked));
      over.addAll(soak.make(root.resolve("docs"), keep));
    }
    over.forEach(System.err::println);
    if (over.isEmpty()) {
      remove(directory);
    } else {
      System.err.println("what the daemons left, logs too: " + directory);
    }
    System.exit(over.isEmpty() || keep ? 0 : 1);
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
