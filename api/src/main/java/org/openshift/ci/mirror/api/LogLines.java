package org.openshift.ci.mirror.api;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.openshift.ci.mirror.log.LogFormat;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/** Spring writes the log by this class, which a setting names. */
public final class LogLines implements StructuredLogFormatter<ILoggingEvent> {

  @Override
  public String format(ILoggingEvent event) {
    return LogFormat.text(event);
  }
}
