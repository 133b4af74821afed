package org.openshift.ci.mirror.worker.log;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.files.SafeText;

/** The stack trace below a line, the root cause first, with messages as {@link SafeMessage} has. */
public final class SafeStackTrace extends RootCauseFirstThrowableProxyConverter {

  @Override
  protected String throwableProxyToString(IThrowableProxy throwable) {
    return super.throwableProxyToString(throwable)
        .lines()
        .map(line -> line.startsWith("\t") ? line : SafeText.visible(SafeText.redacted(line)))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
