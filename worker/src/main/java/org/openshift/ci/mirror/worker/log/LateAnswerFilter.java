package org.openshift.ci.mirror.worker.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Leaves out the SDK's warnings that Temporal refused an answer because something had come before
 * it. Their stack traces would read like faults, and what happens next is logged anyway:
 *
 * <ul>
 *   <li>A signal came before the end of a workflow's run ({@code UnhandledCommand}): Temporal hands
 *       the workflow its signal at once, and the run goes on.
 *   <li>An activity ends that Temporal has given up, or whose workflow was ended ({@code
 *       NOT_FOUND}): the workflow, or its next run, has its next attempt already.
 * </ul>
 */
public final class LateAnswerFilter extends Filter<ILoggingEvent> {

  private static final String SDK = "io.temporal.internal.worker.";
  private static final String ACTIVITIES = SDK + "ActivityWorker";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    IThrowableProxy problem = event.getThrowableProxy();
    return problem != null
            && event.getLoggerName().startsWith(SDK)
            && isLate(event.getLoggerName(), String.valueOf(problem.getMessage()))
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private static boolean isLate(String logger, String refusal) {
    return refusal.endsWith(": UnhandledCommand")
        || (logger.equals(ACTIVITIES) && refusal.startsWith("NOT_FOUND: "));
  }
}
