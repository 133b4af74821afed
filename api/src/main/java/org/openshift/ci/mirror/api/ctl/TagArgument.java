package org.openshift.ci.mirror.api.ctl;

import org.openshift.ci.mirror.model.TagReference;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the image stream tags given on the command line. */
final class TagArgument implements ITypeConverter<TagReference> {

  static final String LABEL = "NS/NAME:TAG";

  @Override
  public TagReference convert(String text) {
    try {
      return TagReference.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
