package dev.fairlead.daemon.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;

/** A line a log event, without secrets. */
final class RedactingLayout extends PatternLayout {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0}: %msg%n%ex{8}";

  @Override
  public String doLayout(ILoggingEvent event) {
    return Redaction.of(super.doLayout(event));
  }

  /** An encoder that writes such lines, started. */
  static LayoutWrappingEncoder<ILoggingEvent> encoder(Context context) {
    RedactingLayout layout = new RedactingLayout();
    layout.setContext(context);
    layout.setPattern(PATTERN);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }
}
