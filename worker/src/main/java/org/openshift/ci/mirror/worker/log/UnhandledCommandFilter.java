package org.openshift.ci.mirror.worker.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Leaves out the SDK's warning that Temporal refused the end of a workflow's run because a signal
 * had come in meanwhile ({@code UnhandledCommand}). Temporal hands the workflow its signal at once,
 * and the run goes on; the warning's stack trace would read like a fault.
 */
public final class UnhandledCommandFilter extends Filter<ILoggingEvent> {

  private static final String SDK = "io.temporal.internal.worker.";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    IThrowableProxy problem = event.getThrowableProxy();
    return problem != null
            && event.getLoggerName().startsWith(SDK)
            && String.valueOf(problem.getMessage()).endsWith(": UnhandledCommand")
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
