package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds at one moment, as Linux tells it.
 *
 * @param resident memory, in KiB
 * @param handles open files, sockets and pipes
 */
record Vitals(long resident, long handles, long threads) {
  /** Whether this system tells. */
  static boolean areTold() {
    return Files.isDirectory(Path.of("/proc/self/fd"));
  }

  static Vitals of(long process) throws IOException {
    Path directory = Path.of("/proc/" + process);
    List<String> status = Files.readAllLines(directory.resolve("status"));
    try (Stream<Path> handles = Files.list(directory.resolve("fd"))) {
      return new Vitals(figure(status, "VmRSS:"), handles.count(), figure(status, "Threads:"));
    }
  }

  private static long figure(List<String> status, String name) throws IOException {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow(() -> new IOException("the system does not tell " + name));
  }
}
