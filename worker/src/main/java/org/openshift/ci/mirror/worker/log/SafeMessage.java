package org.openshift.ci.mirror.worker.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.openshift.ci.mirror.files.SafeText;

/**
 * The message of a line: whatever names of images, branches and files contain, it stays on its
 * line, and has neither signatures of URLs nor tokens.
 */
public final class SafeMessage extends MessageConverter {

  @Override
  public String convert(ILoggingEvent event) {
    return SafeText.visible(SafeText.redacted(super.convert(event)));
  }
}
