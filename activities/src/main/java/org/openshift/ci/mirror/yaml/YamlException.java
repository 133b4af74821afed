package org.openshift.ci.mirror.yaml;

/** A file is not valid YAML, or exceeds a limit. The message names the line, if it is known. */
public final class YamlException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final String reason;

  YamlException(int line, String reason) {
    super(line > 0 ? "line " + line + ": " + reason : reason, null, false, false);
    this.line = line;
    this.reason = reason;
  }

  /** The line, from 1; 0 when it is unknown. */
  public int line() {
    return line;
  }

  /** Why the file cannot be read, in one line that does not name the place. */
  public String reason() {
    return reason;
  }
}
