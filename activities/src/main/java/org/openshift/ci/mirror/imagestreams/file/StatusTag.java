package org.openshift.ci.mirror.imagestreams.file;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.openshift.ci.mirror.imagestreams.index.ImportCondition;
import org.openshift.ci.mirror.imagestreams.index.TagState;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * An element of {@code status.tags} of an ImageStream, as it stands in a file.
 *
 * @param place where it begins
 * @param tag the tag's name; null when it has none
 * @param hasItem whether there is an image in its history
 * @param image the newest image; null when missing
 * @param created when the newest image was put there; null when missing
 * @param imagePlace where the newest image is named; null when missing
 * @param importMessage what the failed import said; null when none failed
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
  static StatusTag read(YamlTokens tokens)
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

  /** The newest image comes first (OpenShift API, ImageStreamStatus: NamedTagEventList). */
  private static void readItems(YamlTokens tokens, Parts parts)
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

  private static void readCondition(YamlTokens tokens, Parts parts)
      throws IOException, BrokenFileException, InterruptedException {
    Map<String, String> condition = new HashMap<>();
    tokens.forEachField(field -> condition.put(field, tokens.text()));
    ImportCondition.failure(
            condition.get("type"), condition.get("status"), condition.get("message"))
        .ifPresent(message -> parts.importMessage = message);
  }

  /**
   * The tag as the index takes it.
   *
   * @throws IllegalArgumentException when its name cannot be that of a tag
   */
  TagState toState(StreamReference stream) {
    if (tag == null) {
      throw new IllegalArgumentException("this element of status.tags has no tag");
    }
    stream.tag(tag);
    return hasItem
        ? TagState.ofItem(stream, tag, image, created)
        : TagState.ofNoItem(stream, tag, importMessage);
  }
}
