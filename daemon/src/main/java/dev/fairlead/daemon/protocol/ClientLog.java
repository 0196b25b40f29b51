package dev.fairlead.daemon.protocol;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.fairlead.daemon.log.Redaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the client what is logged, from the level on that it asked for, warnings where it did not
 * ask; without secrets, and never more than it reads. What a request of the modern era logs is told
 * under that request, and only if it asks. Thread-safe.
 */
final class ClientLog extends AppenderBase<ILoggingEvent> {
  /** The levels of the protocol, the least important first. */
  static final List<String> LEVELS =
      List.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

  private final Outbox outbox;
  private volatile int least = LEVELS.indexOf("warning");
  private volatile boolean open;

  ClientLog(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Begins to listen. */
  void listen() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      setContext(context);
      setName("client");
      start();
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this);
    }
  }

  /** The client may be told things from now on. */
  void opened() {
    open = true;
  }

  /** From that level on; one of {@link #LEVELS}. */
  void from(String level) {
    least = LEVELS.indexOf(level);
  }

  @Override
  protected void append(ILoggingEvent event) {
    String level = level(event.getLevel());
    RunningRequest request = RunningRequest.current();
    RunningRequest asker = request != null && request.isModern() ? request : null;
    boolean wanted = asker == null ? open && LEVELS.indexOf(level) >= least : asker.hears(level);
    if (wanted && event.getLoggerName().startsWith("dev.fairlead")) {
      Map<String, Object> params = new LinkedHashMap<>();
      params.put("level", level);
      String name = event.getLoggerName();
      params.put("logger", name.substring(name.lastIndexOf('.') + 1));
      params.put("data", Redaction.of(Optional.ofNullable(event.getFormattedMessage()).orElse("")));
      Runnable tell = () -> outbox.notifyIfRoom("notifications/message", params);
      if (asker == null) {
        tell.run();
      } else {
        asker.beforeReply(tell);
      }
    }
  }

  private static String level(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> "error";
      case Level.WARN_INT -> "warning";
      case Level.INFO_INT -> "info";
      default -> "debug";
    };
  }
}
