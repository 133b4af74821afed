package org.openshift.ci.mirror.api.lookup;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.model.DateTag;
import org.openshift.ci.mirror.model.ImageStreamNames;
import org.openshift.ci.mirror.model.TagReference;

/**
 * What somebody pasted who looks for a tag: a pull spec at the target or the source, or an image
 * stream tag, with or without a registry.
 *
 * @param text without digest and scheme
 * @param repository the part before the tag; empty for a tag alone
 * @param tag the tag; empty if there is none, and if it is a date tag
 * @param digest the digest that it names, also by a date tag
 */
public record PullSpecText(
    String text, String repository, Optional<String> tag, Optional<String> digest) {

  private static final int MAX_LENGTH = 1_024;

  private static final Pattern SCHEME = Pattern.compile("^(?:docker|https?)://");

  private static final String DIGEST = "sha256:[0-9a-f]{64}";

  /**
   * Reads a text.
   *
   * @throws ApiProblem when it can be no pull spec
   */
  public static PullSpecText of(String pasted) {
    String text = SCHEME.matcher(pasted.strip()).replaceFirst("");
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
    // A colon after the last slash begins the tag; one before it, a port.
    int slash = name.lastIndexOf('/');
    int colon = name.indexOf(':', slash + 1);
    String repository = colon < 0 ? slash < 0 ? "" : name : name.substring(0, colon);
    String tag = colon < 0 ? slash < 0 ? name : "" : name.substring(colon + 1);
    boolean bad =
        text.length() > MAX_LENGTH
            || (tag.isEmpty() && digest.isEmpty())
            || (!tag.isEmpty() && !tag.matches(ImageStreamNames.TAG))
            || digest.filter(given -> !given.matches(DIGEST)).isPresent();
    if (bad) {
      throw ApiProblem.badRequest(
          "this is no tag and no pull spec; write the tag as namespace/name:tag, for example"
              + " ocp/4.20:cli, or paste a pull spec such as quay.io/openshift/ci:ocp_4.20_cli");
    }
    Optional<DateTag> dated = DateTag.parse(tag);
    return new PullSpecText(
        name,
        repository,
        Optional.of(tag).filter(given -> !given.isEmpty() && dated.isEmpty()),
        dated.map(DateTag::digest).or(() -> digest));
  }

  /** Read as an image stream tag: the last two parts of the repository, and the tag. */
  Optional<TagReference> asImageStreamTag() {
    Matcher parts = Pattern.compile("(?:.*/)?([^/:]+)/([^/:]+)").matcher(repository);
    return parts.matches()
        ? tag.map(given -> new TagReference(parts.group(1), parts.group(2), given))
        : Optional.empty();
  }

  /** Whether it is an image stream tag as people write it, without a registry. */
  boolean isImageStreamTagAlone() {
    return repository.matches("[^/:]+/[^/:]+");
  }

  /**
   * Some image stream tag whose floating tag at the target is this one; empty if there can be none.
   */
  Optional<TagReference> asFloatingTag() {
    return tag.flatMap(
        given -> {
          int first = given.indexOf('_', 1);
          int last = given.lastIndexOf('_', given.length() - 2);
          return first < 0 || last < first + 2
              ? Optional.empty()
              : Optional.of(
                  new TagReference(
                      given.substring(0, first),
                      given.substring(first + 1, last),
                      given.substring(last + 1)));
        });
  }
}
