package org.openshift.ci.mirror.watchrules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openshift.ci.mirror.model.ImageStreamNames;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Reads values of {@link WatchFlag}s. A value that no image stream can match (with a blank, or an
 * upper-case namespace) is a typing mistake, and is refused: see {@link ImageStreamNames}.
 */
final class WatchFlagValues {

  private static final String NAMESPACE = ImageStreamNames.NAMESPACE;
  private static final String NAME = ImageStreamNames.NAME;
  private static final String TAG = ImageStreamNames.TAG;

  private static final Pattern NAMESPACE_VALUE = Pattern.compile("(" + NAMESPACE + ")");
  private static final Pattern STREAM_VALUE = Pattern.compile("(" + NAMESPACE + ")/(" + NAME + ")");
  private static final Pattern TAG_VALUE =
      Pattern.compile("(" + NAMESPACE + ")/(" + NAME + "):(" + TAG + ")");

  private WatchFlagValues() {}

  static TagReference tag(WatchFlag flag, String value) {
    Matcher parts = match(TAG_VALUE, flag, value, "namespace/name:tag, as in ci/clonerefs:latest");
    return new TagReference(parts.group(1), parts.group(2), parts.group(3));
  }

  static StreamReference stream(WatchFlag flag, String value) {
    Matcher parts = match(STREAM_VALUE, flag, value, "namespace/name, as in ocp/4.22");
    return new StreamReference(parts.group(1), parts.group(2));
  }

  static String namespace(WatchFlag flag, String value) {
    return match(NAMESPACE_VALUE, flag, value, "a namespace, as in ocp").group(1);
  }

  private static Matcher match(Pattern pattern, WatchFlag flag, String value, String expected) {
    Matcher matcher = pattern.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "%s '%s': expected %s".formatted(flag, value.replaceAll("\\p{Cntrl}", "?"), expected));
    }
    return matcher;
  }
}
