package org.openshift.ci.mirror.imagestreams.file;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.openshift.ci.mirror.imagestreams.index.ImportCondition;
import org.openshift.ci.mirror.imagestreams.index.TagState;
import org.openshift.ci.mirror.log.SafeText;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * An element of {@code status.tags} of an ImageStream, as a file has it.
 *
 * @param place where it begins
 * @param tag the tag's name; null when it has none
 * @param hasItem whether its history has an item
 * @param image the image of the newest item; null when missing
 * @param created the time of the newest item; null when missing
 * @param imagePlace where the image of the newest item is; null when there is no item
 * @param importMessage the message of a failed import; null when none failed
 */
record StatusTag(
    FilePlace place,
    String tag,
    boolean hasItem,
    String image,
    String created,
    FilePlace imagePlace,
    String importMessage) {

  private static final class Parts {
    private String tag;
    private boolean hasItem;
    private String image;
    private String created;
    private FilePlace imagePlace;
    private String importMessage;
  }

  /** Reads the element at the current token. */
  static StatusTag read(TokenReader tokens)
      throws IOException, BrokenFileException, InterruptedException {
    FilePlace place = tokens.place();
    Parts parts = new Parts();
    tokens.forEachField(
        field -> {
          switch (field) {
            case "tag" -> parts.tag = tokens.text();
            case "items" -> readItems(tokens, parts);
            case "conditions" -> tokens.forEachElement(() -> readCondition(tokens, parts));
            default -> tokens.skip();
          }
        });
    return new StatusTag(
        place,
        parts.tag,
        parts.hasItem,
        parts.image,
        parts.created,
        parts.imagePlace,
        parts.importMessage);
  }

  /** The newest item comes first (OpenShift API, NamedTagEventList). */
  private static void readItems(TokenReader tokens, Parts parts)
      throws IOException, BrokenFileException, InterruptedException {
    tokens.forEachElement(
        () -> {
          if (parts.hasItem) {
            tokens.skip();
            return;
          }
          parts.hasItem = true;
          parts.imagePlace = tokens.place();
          tokens.forEachField(
              field -> {
                switch (field) {
                  case "image" -> {
                    parts.imagePlace = tokens.place();
                    parts.image = tokens.text();
                  }
                  case "created" -> parts.created = tokens.text();
                  default -> tokens.skip();
                }
              });
        });
  }

  private static void readCondition(TokenReader tokens, Parts parts)
      throws IOException, BrokenFileException, InterruptedException {
    Map<String, String> condition = new HashMap<>();
    tokens.forEachField(field -> condition.put(field, tokens.text()));
    ImportCondition.failure(
            condition.get("type"), condition.get("status"), condition.get("message"))
        .ifPresent(message -> parts.importMessage = message);
  }

  /**
   * The state of this tag.
   *
   * @throws IllegalArgumentException when it has no name, or one that no tag can have
   */
  TagState toState(StreamReference stream) {
    if (tag == null) {
      throw new IllegalArgumentException("this element of status.tags has no tag");
    }
    stream.tag(tag);
    if (!SafeText.isVisible(tag)) {
      throw new IllegalArgumentException("'" + tag + "' has control characters");
    }
    return hasItem
        ? TagState.ofItem(stream, tag, image, created)
        : TagState.ofNoItem(stream, tag, importMessage);
  }
}
