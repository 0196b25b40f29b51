package dev.fairlead.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Sets logging up once the settings are known; until then warnings go to stderr. */
public final class Logging {
  private Logging() {}

  /**
   * Logs to a file in that directory from the first event on, and lets no secret through.
   *
   * @param directory where the file is to be; nothing is created before something is logged
   * @param level the least important events that are logged
   */
  public static void start(Path directory, String level) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    LogFile file = new LogFile(directory.resolve("fairlead.log"));
    file.setContext(context);
    file.setName("file");
    file.start();
    Level least = Level.toLevel(level, Level.INFO);
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(file);
    context.getLogger("dev.fairlead").setLevel(least);
  }
}
