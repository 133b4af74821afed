package org.openshift.ci.mirror.log;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * The word of a logback.xml's pattern that stands for the whole event, its stack trace included.
 */
public final class LogLine extends ThrowableHandlingConverter {

  @Override
  public String convert(ILoggingEvent event) {
    return LogFormat.text(event);
  }
}
