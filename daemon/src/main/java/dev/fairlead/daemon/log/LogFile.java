package dev.fairlead.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A rolling file that comes into being with the first event, so that an idle process leaves no
 * trace.
 */
final class LogFile extends AppenderBase<ILoggingEvent> {
  private static final int KEPT = 3;

  private final Path file;
  private @Nullable RollingFileAppender<ILoggingEvent> rolling;

  LogFile(Path file) {
    this.file = file;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (rolling == null) {
      rolling = open();
    }
    rolling.doAppend(event);
  }

  private RollingFileAppender<ILoggingEvent> open() {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(getContext());
    appender.setName("rolling");
    appender.setFile(file.toString());
    appender.setEncoder(RedactingLayout.encoder(getContext()));
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(getContext());
    window.setParent(appender);
    window.setFileNamePattern(file + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(KEPT);
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(getContext());
    size.setMaxFileSize(FileSize.valueOf("10MB"));
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(size);
    window.start();
    size.start();
    appender.start();
    return appender;
  }
}
