package org.openshift.ci.mirror.api.ctl;

import java.util.Optional;
import org.openshift.ci.mirror.model.TagReference;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the image stream tags, or pull specs of such, that are given on the command line. */
final class TagArgument implements ITypeConverter<TagName> {

  static final String LABEL = "NS/NAME:TAG";

  static final String DESCRIPTION =
      "The image stream tag, or a pull spec of it, such as quay.io/openshift/ci:ocp_4.22_cli.";

  @Override
  public TagName convert(String text) {
    try {
      return new TagName(text, Optional.of(TagReference.parse(text)));
    } catch (IllegalArgumentException e) {
      if (!text.matches("\\S*\\w([:@])\\w[^/\\s]*")) {
        throw new TypeConversionException(e.getMessage());
      }
      return new TagName(text, Optional.empty());
    }
  }
}
