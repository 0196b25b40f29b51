package dev.fairlead.daemon;

import dev.fairlead.daemon.cli.Console;
import dev.fairlead.daemon.log.LogProvider;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * Starts the process: without arguments it serves, with arguments it does a command for a person.
 */
public final class Main {
  private Main() {}

  /**
   * Takes the real stdout before anything else can print to it, then serves or does the command.
   */
  public static void main(String[] args) {
    FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    LogProvider.use();
    if (args.length == 0 || args[0].equals("serve")) {
      HeadStart.begin();
      FileChannel stdin = new FileInputStream(FileDescriptor.in).getChannel();
      System.setIn(InputStream.nullInputStream());
      System.exit(Serving.run(stdin, stdout));
    }
    Console console =
        new Console(new PrintStream(stdout, true, StandardCharsets.UTF_8), System.err);
    System.exit(Commands.run(args, console));
  }
}
