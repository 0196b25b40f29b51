package dev.fairlead.daemon.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.jspecify.annotations.Nullable;

/** A line a log event, without secrets. Its pattern is read at the first event, not at a start. */
final class RedactingLayout extends LayoutBase<ILoggingEvent> {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0}: %msg%n%ex{8}";

  private @Nullable PatternLayout lines;

  @Override
  public synchronized String doLayout(ILoggingEvent event) {
    if (lines == null) {
      lines = new PatternLayout();
      lines.setContext(getContext());
      lines.setPattern(PATTERN);
      lines.start();
    }
    return Redaction.of(lines.doLayout(event));
  }

  /** An encoder that writes such lines, started. */
  static LayoutWrappingEncoder<ILoggingEvent> encoder(Context context) {
    RedactingLayout layout = new RedactingLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }
}
