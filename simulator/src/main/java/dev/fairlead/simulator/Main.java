package dev.fairlead.simulator;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Runs the simulator alone, for anyone who wants to try a client. */
public final class Main {
  private static final String HELP =
      """
      Kimi, GLM and a server of one's own on loopback.

        --port N        one port for everything; 0, as without it, takes any that is free
        --fault NAME    a fault for every request; may be repeated; --fault list names them
        --latency MS    nothing is sent for so long
        --until-eof     end when stdin ends
        --run COMMAND   have that command, and what it is given, talk to Kimi and GLM here: their
                        addresses are in its environment, and keys where it has none. Ends with it
        --until-answered
                        its input goes on after the end of this one's, until it had an answer
        --help          this text

      Prints one line of JSON with its addresses when it is ready, unless it runs a command. Any
      key is good that does not begin with bad. What it is told while it runs goes to /control; see
      docs/simulator.md:

        curl -X POST ADDRESS/control/faults -d '{"fault":"glm-1302","times":3}'
        curl -X POST ADDRESS/control/faults -d '{"fault":"cut","probability":0.2,"seed":7}'
        curl -X PUT ADDRESS/control/limits -d '{"vendor":"glm","concurrency":2}'
        curl ADDRESS/control/requests?last=1

      """;

  private static final int NOT_STARTED = 127;

  private record Options(
      int port,
      List<Script> scripts,
      boolean untilEof,
      boolean untilAnswered,
      List<String> command) {}

  private Main() {}

  /** Runs until it is ended. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    if (words.contains("--help") || words.contains("-h")) {
      print(help());
      return;
    }
    if (words.contains("--fault") && words.contains("list")) {
      print(String.join("\n", Presets.names()) + "\n");
      return;
    }
    Options options;
    try {
      options = options(words);
    } catch (IllegalArgumentException wrong) {
      complain(wrong.getMessage() + "\n\n" + HELP);
      System.exit(2);
      return;
    }
    try (Simulator simulator = Simulator.start(options.port())) {
      options.scripts().forEach(simulator::script);
      if (!options.command().isEmpty()) {
        System.exit(exit(options, simulator));
      }
      print(Addresses.of(simulator) + "\n");
      if (options.untilEof()) {
        awaitEof();
      } else {
        new CountDownLatch(1).await();
      }
    }
  }

  private static String help() {
    StringBuilder help = new StringBuilder(HELP).append("Faults by name:");
    int column = 80;
    for (String name : Presets.names()) {
      if (column + name.length() + 2 > 80) {
        help.append("\n ");
        column = 1;
      }
      help.append(' ').append(name);
      column += name.length() + 1;
    }
    return help.append("\n\nSwitches:\n  ")
        .append(
            Arrays.stream(Switch.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n  ")))
        .append('\n')
        .toString();
  }

  private static Options options(List<String> words) {
    int port = 0;
    boolean untilEof = false;
    boolean untilAnswered = false;
    List<Script> scripts = new ArrayList<>();
    List<String> command = List.of();
    for (int i = 0; i < words.size(); i++) {
      switch (words.get(i)) {
        case "--port" -> port = number(words, ++i, 65_535);
        case "--latency" -> {
          Duration time = Duration.ofMillis(number(words, ++i, Integer.MAX_VALUE));
          scripts.add(Script.of(new Fault.Latency(time)).always());
        }
        case "--fault" -> scripts.add(Script.named(value(words, ++i)).always());
        case "--until-eof" -> untilEof = true;
        case "--until-answered" -> untilAnswered = true;
        case "--run" -> {
          var _ = value(words, i + 1);
          command = words.subList(i + 1, words.size());
          i = words.size();
        }
        default -> throw new IllegalArgumentException("unknown argument '" + words.get(i) + "'");
      }
    }
    if (untilAnswered && command.isEmpty()) {
      throw new IllegalArgumentException("--until-answered is for a command: --run COMMAND");
    }
    return new Options(port, scripts, untilEof, untilAnswered, command);
  }

  private static String value(List<String> words, int at) {
    if (at >= words.size()) {
      throw new IllegalArgumentException("a value is missing after " + words.get(at - 1));
    }
    return words.get(at);
  }

  private static int number(List<String> words, int at, int most) {
    String text = value(words, at);
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new IllegalArgumentException(
        "%s takes a number from 0 to %d, and not '%s'".formatted(words.get(at - 1), most, text));
  }

  private static int exit(Options options, Simulator simulator)
      throws IOException, InterruptedException {
    try {
      return new Guest(options.command(), simulator).run(options.untilAnswered());
    } catch (IOException e) {
      complain(e.getMessage() + "\n");
      return NOT_STARTED;
    }
  }

  private static void awaitEof() throws IOException {
    try (InputStream in = new FileInputStream(FileDescriptor.in)) {
      while (in.read() >= 0) {
        // whatever comes, only the end counts
      }
    }
  }

  private static void print(String text) throws IOException {
    write(FileDescriptor.out, text);
  }

  private static void complain(String text) throws IOException {
    write(FileDescriptor.err, text);
  }

  private static void write(FileDescriptor to, String text) throws IOException {
    // left open: the descriptor belongs to the process
    new FileOutputStream(to).write(text.getBytes(StandardCharsets.UTF_8));
  }
}
