package dev.fairlead.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the built daemon and its parts, and writes the tables beside the benchmarks. A table
 * stays as it is where a budget is missed or a ratio has grown by more than a tenth, unless the new
 * one is to be kept.
 */
public final class Main {
  private Main() {}

  /**
   * Takes the root of the project, then {@code wire}, {@code plan}, {@code start}, {@code store} or
   * {@code whole} for one part and {@code --keep} for keeping what was measured, whatever it is;
   * needs a build.
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]).toRealPath();
    List<String> rest = List.of(arguments).subList(1, arguments.length);
    boolean keep = rest.contains("--keep");
    List<String> parts = rest.stream().filter(part -> !part.equals("--keep")).toList();
    Path application = root.resolve("daemon/target/fairlead");
    Path launcher = root.resolve("scripts/daemon");
    Path directory = Files.createTempDirectory("fairlead-benchmark");
    List<Table> tables =
        List.of(
            new Table(
                "wire",
                "The wire",
                report -> {
                  Streams.measure(report);
                  AdapterCost.measure(report, application);
                }),
            new Table("plan", "Plans", Plans::measure),
            new Table(
                "start",
                "Start",
                report -> StartUp.measure(report, launcher, application, directory)),
            new Table(
                "store",
                "The store",
                report -> StoreCost.measure(report, application, launcher, directory)),
            new Table(
                "whole-process",
                "Whole process",
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
    over.forEach(System.err::println);
    System.exit(over.isEmpty() || keep ? 0 : 1);
  }
}
