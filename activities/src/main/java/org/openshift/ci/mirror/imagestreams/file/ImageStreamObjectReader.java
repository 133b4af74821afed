package org.openshift.ci.mirror.imagestreams.file;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.imagestreams.Heartbeat;

/** Reads one document of a file: an ImageStream, or a list of them. */
final class ImageStreamObjectReader {

  private static final String LIST = "List";
  private static final String IMAGE_STREAM_LIST = "ImageStreamList";

  /** The fields of an object; they may come in any order. */
  private static final class Fields {
    private FilePlace place;
    private String kind;
    private String namespace;
    private String name;
    private List<StatusTag> tags = List.of();
    private List<ParsedObject> items = List.of();

    /** What makes the object unusable; null for nothing. */
    private FileWarning odd;

    private ParsedObject toObject() {
      if (kind != null && !kind.equals(ParsedObject.KIND)) {
        return ParsedObject.ofOtherKind(place, kind);
      }
      return odd == null
          ? ParsedObject.of(place, kind, namespace, name, tags)
          : ParsedObject.leftOut(odd.place(), kind, odd.problem() + ", so the object is left out");
    }
  }

  private final TokenReader tokens;
  private final FileContentBuilder content;
  private final Heartbeat heartbeat;

  ImageStreamObjectReader(TokenReader tokens, FileContentBuilder content, Heartbeat heartbeat) {
    this.tokens = tokens;
    this.content = content;
    this.heartbeat = heartbeat;
  }

  /**
   * Reads the document that begins at the current token.
   *
   * @return why it seems to be cut off; null when it does not
   */
  FileWarning readDocument() throws IOException, BrokenFileException, InterruptedException {
    Fields document = readFields();
    if (document.kind == null) {
      return new FileWarning(
          document.place,
          "this object has no kind: the file is cut off, or oc get -o yaml did not print it");
    }
    boolean isList = document.kind.equals(LIST) || document.kind.equals(IMAGE_STREAM_LIST);
    if (document.odd != null && (isList || document.kind.equals(ParsedObject.KIND))) {
      content.leaveOut(document.odd);
      return null;
    }
    switch (document.kind) {
      case LIST -> document.items.forEach(this::addItemOfList);
      // Items of a typed list may have no kind (Kubernetes API conventions, "Lists").
      case IMAGE_STREAM_LIST -> document.items.forEach(item -> item.addTo(content));
      default -> document.toObject().addTo(content);
    }
    return null;
  }

  private void addItemOfList(ParsedObject item) {
    if (item.kind() == null) {
      content.leaveOut(new FileWarning(item.place(), "this item has no kind, and is left out"));
    } else {
      item.addTo(content);
    }
  }

  private Fields readFields() throws IOException, BrokenFileException, InterruptedException {
    Fields fields = new Fields();
    fields.place = tokens.place();
    tokens.forEachField(
        field -> {
          switch (field) {
            case "kind" -> fields.kind = tokens.text();
            case "metadata" -> readMetadata(fields);
            case "status" -> fields.tags = readStatus();
            case "items" -> fields.items = readItems();
            default -> tokens.skip();
          }
        });
    fields.odd = tokens.takeOdd();
    heartbeat.beat();
    return fields;
  }

  private void readMetadata(Fields fields)
      throws IOException, BrokenFileException, InterruptedException {
    tokens.forEachField(
        field -> {
          switch (field) {
            case "namespace" -> fields.namespace = tokens.text();
            case "name" -> fields.name = tokens.text();
            default -> tokens.skip();
          }
        });
  }

  private List<StatusTag> readStatus()
      throws IOException, BrokenFileException, InterruptedException {
    List<StatusTag> tags = new ArrayList<>();
    // If another form were read as "no tags", mirroring of this stream would end silently.
    tokens.expect(JsonToken.START_OBJECT, "status");
    tokens.forEachField(
        field -> {
          if (field.equals("tags")) {
            tokens.expect(JsonToken.START_ARRAY, "status.tags");
            tokens.forEachElement(() -> tags.add(StatusTag.read(tokens)));
          } else {
            tokens.skip();
          }
        });
    return tags;
  }

  /** Reduces each item at once to what is needed, as a list can have any length. */
  private List<ParsedObject> readItems()
      throws IOException, BrokenFileException, InterruptedException {
    List<ParsedObject> items = new ArrayList<>();
    tokens.expect(JsonToken.START_ARRAY, "items");
    tokens.forEachElement(() -> items.add(readFields().toObject()));
    return items;
  }
}
