package org.openshift.ci.mirror.worker.it;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.spi.FilterReply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.openshift.ci.mirror.testing.Loggers;
import org.openshift.ci.mirror.worker.EmbeddedWorker;
import org.slf4j.Logger;

/**
 * The log of one worker of several in this JVM: what its threads log, and the threads that these
 * create. It is written as the worker's own configuration of the log says.
 */
final class ThreadLog extends ByteArrayOutputStream {

  private static final InheritableThreadLocal<ThreadLog> OF_THREAD = new InheritableThreadLocal<>();

  static {
    separate();
  }

  /** Starts a thread that logs here. */
  Thread start(String name, Runnable action) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(
            () -> {
              OF_THREAD.set(this);
              action.run();
            });
  }

  String text() {
    return toString(StandardCharsets.UTF_8);
  }

  /** Replaces the worker's appender. Lines of the tests' own clients are of no use. */
  private static void separate() {
    LoggerContext context = Loggers.of(ThreadLog.class).getLoggerContext();
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(EmbeddedWorker.class.getResource("/logback.xml"));
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    Appender<ILoggingEvent> ofProcess = root.getAppender("OUT");
    root.detachAppender(ofProcess);
    Separation separation = new Separation((OutputStreamAppender<ILoggingEvent>) ofProcess);
    separation.setContext(context);
    separation.start();
    root.addAppender(separation);
    separateStandardError();
  }

  /** Libraries that log with the JDK's means write to the standard error of a worker's process. */
  private static void separateStandardError() {
    java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
    for (Handler console : root.getHandlers()) {
      root.removeHandler(console);
    }
    root.addHandler(
        new Handler() {
          private final SimpleFormatter format = new SimpleFormatter();

          @Override
          public void publish(LogRecord line) {
            ThreadLog log = OF_THREAD.get();
            if (log != null) {
              log.writeBytes(format.format(line).getBytes(StandardCharsets.UTF_8));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  /** Writes each line to the log of the thread that it comes from. */
  private static final class Separation extends AppenderBase<ILoggingEvent> {

    private final OutputStreamAppender<ILoggingEvent> ofProcess;

    Separation(OutputStreamAppender<ILoggingEvent> ofProcess) {
      this.ofProcess = ofProcess;
    }

    @Override
    protected void append(ILoggingEvent event) {
      ThreadLog log = OF_THREAD.get();
      if (log != null && ofProcess.getFilterChainDecision(event) != FilterReply.DENY) {
        log.writeBytes(ofProcess.getEncoder().encode(event));
      }
    }
  }
}
