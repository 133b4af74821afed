package org.openshift.ci.mirror.imagestreams.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.imagestreams.Heartbeat;

/** Reads one document of a file: an ImageStream, or a list of them. */
final class ImageStreamObjectReader {

  private static final String LIST = "List";
  private static final String IMAGE_STREAM_LIST = "ImageStreamList";

  /** An object's fields, in whatever order they come. */
  private static final class Fields {
    private FilePlace place;
    private String kind;
    private String namespace;
    private String name;
    private List<StatusTag> tags = List.of();
    private List<StreamCandidate> items = List.of();

    private StreamCandidate candidate() {
      return kind == null || kind.equals(StreamCandidate.KIND)
          ? StreamCandidate.of(place, kind, namespace, name, tags)
          : StreamCandidate.ofOtherKind(place, kind);
    }
  }

  private final YamlTokens tokens;
  private final FileContentBuilder content;
  private final Heartbeat pulse;

  ImageStreamObjectReader(YamlTokens tokens, FileContentBuilder content, Heartbeat pulse) {
    this.tokens = tokens;
    this.content = content;
    this.pulse = pulse;
  }

  /** Reads the document that begins at the current token. */
  void readDocument() throws IOException, BrokenFileException, InterruptedException {
    Fields document = readFields();
    if (document.kind == null) {
      throw new BrokenFileException(
          document.place, "this object has no kind: cut off, or not what oc get -o yaml prints");
    }
    switch (document.kind) {
      case LIST -> document.items.forEach(this::takeItemOfList);
      // The items of a typed list may leave their kind out (Kubernetes API conventions, "Lists").
      case IMAGE_STREAM_LIST -> document.items.forEach(item -> item.addTo(content));
      default -> document.candidate().addTo(content);
    }
  }

  private void takeItemOfList(StreamCandidate item) {
    if (item.kind() == null) {
      content.add(new FileWarning(item.place(), "this item has no kind, and is left out"));
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
    pulse.beat();
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
    tokens.forEachField(
        field -> {
          if (field.equals("tags")) {
            tokens.forEachElement(() -> tags.add(StatusTag.read(tokens)));
          } else {
            tokens.skip();
          }
        });
    return tags;
  }

  /** Each item is reduced to what is needed at once: a list can be of any length. */
  private List<StreamCandidate> readItems()
      throws IOException, BrokenFileException, InterruptedException {
    List<StreamCandidate> items = new ArrayList<>();
    tokens.forEachElement(() -> items.add(readFields().candidate()));
    return items;
  }
}
