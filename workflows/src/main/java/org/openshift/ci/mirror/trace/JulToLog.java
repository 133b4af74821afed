package org.openshift.ci.mirror.trace;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Takes what OpenTelemetry's SDK logs, by the JDK's own logging, to this process's log. */
final class JulToLog extends Handler {

  private static final org.slf4j.Logger log = LoggerFactory.getLogger("io.opentelemetry");

  /** Held, because the JDK forgets loggers that nobody uses. */
  private static final Logger SDK = Logger.getLogger("io.opentelemetry");

  private final SimpleFormatter text = new SimpleFormatter();

  private JulToLog() {}

  static synchronized void install() {
    if (SDK.getUseParentHandlers()) {
      SDK.setUseParentHandlers(false);
      SDK.addHandler(new JulToLog());
    }
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
      log.warn("{}", text.formatMessage(line), line.getThrown());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
