package org.openshift.ci.mirror.log;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.List;
import java.util.stream.Collectors;

/** The stack trace of an event, the root cause first, with messages as those of events. */
final class SafeStackTrace extends RootCauseFirstThrowableProxyConverter {

  private static final String FRAMES = "12";

  SafeStackTrace() {
    setOptionList(List.of(FRAMES));
    start();
  }

  @Override
  protected String throwableProxyToString(IThrowableProxy throwable) {
    return super.throwableProxyToString(throwable)
        .lines()
        .map(line -> line.startsWith("\t") ? line : SafeText.visible(SafeText.redacted(line)))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
