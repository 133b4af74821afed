package org.openshift.ci.mirror.api.ctl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.openshift.ci.mirror.model.TagReference;
import tools.jackson.databind.JsonNode;

/**
 * The image stream tag that somebody named, maybe by a pull spec at the target.
 *
 * @param text as it was given
 * @param tag as an image stream tag; empty if it is none
 */
record TagName(String text, Optional<TagReference> tag) {

  /** The tag that is meant; the service knows which one has a place at the target. */
  TagReference resolve(CtlCommand command, ApiClient api) throws InterruptedException {
    // A floating tag at the target has at least two underscores.
    if (tag.isPresent() && tag.get().tag().chars().filter(c -> c == '_').count() < 2) {
      return tag.get();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("pull_spec", text);
    Optional<JsonNode> answer = find(api, "/api/v1/tags" + ApiClient.query(parameters));
    if (answer.isEmpty()) {
      return tag.orElseThrow();
    }
    List<String> found =
        StreamSupport.stream(answer.get().path("tags").spliterator(), false)
            .map(Text::nameOf)
            .toList();
    if (found.size() != 1) {
      throw CtlException.usage(
          "several image stream tags have the image %s; give one of them: %s"
              .formatted(text, String.join(", ", found)));
    }
    if (!found.getFirst().equals(text)) {
      command.note(text + " stands for " + found.getFirst());
    }
    return TagReference.parse(found.getFirst());
  }

  /** Empty if nothing is known, but the text may well be an image stream tag. */
  private Optional<JsonNode> find(ApiClient api, String path) throws InterruptedException {
    return tag.isPresent() ? api.find(path) : Optional.of(api.get(path));
  }
}
