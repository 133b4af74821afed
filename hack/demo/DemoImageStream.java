import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * One image stream in a file, as {@code oc get imagestream NAME -n NAMESPACE -o yaml} prints it.
 *
 * <p>It is edited as text, so that what a person changed in the file stays.
 */
final class DemoImageStream {

  private static final String TAGS = "  tags:";
  private static final String ITEMS = "  - items:";
  private static final String ITEM = "    - created: ";
  private static final String REGISTRY = "image-registry.openshift-image-registry.svc:5000/";

  private final Path file;
  private final String namespace;
  private final String name;

  DemoImageStream(Path folder, String namespace, String name) {
    this.file = folder.resolve(namespace + "_" + name + ".yaml");
    this.namespace = namespace;
    this.name = name;
  }

  /** How many images the tag has had; 0 if there is no such tag or stream. */
  int revisions(String tag) throws IOException {
    List<String> lines = lines();
    int end = lines.indexOf(tagLine(tag));
    if (end < 0) {
      return 0;
    }
    return (int)
        lines.subList(itemsBefore(lines, end), end).stream()
            .filter(line -> line.startsWith(ITEM))
            .count();
  }

  /**
   * Makes an image the newest item of the tag; adds the tag and the stream if they are missing.
   */
  void add(String tag, String digest) throws IOException {
    List<String> lines = new ArrayList<>(lines());
    if (lines.isEmpty()) {
      lines.addAll(header().lines().toList());
    }
    List<String> item = item(digest, revisions(tag) + 1).lines().toList();
    int end = lines.indexOf(tagLine(tag));
    if (end >= 0) {
      lines.addAll(itemsBefore(lines, end) + 1, item);
    } else if (lines.contains(TAGS)) {
      // Status comes last in a stream, and the tags come last in a status.
      lines.add(ITEMS);
      lines.addAll(item);
      lines.add(tagLine(tag));
    } else {
      throw new IOException(file + " has no status.tags; remove the file and start again");
    }
    write(lines);
  }

  private List<String> lines() throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private int itemsBefore(List<String> lines, int end) throws IOException {
    int start = lines.subList(0, end).lastIndexOf(ITEMS);
    if (start < 0) {
      throw new IOException(file + ": no '- items:' before line " + (end + 1) + "; fix the file");
    }
    return start;
  }

  /** Writes the file atomically, under a name that is not a stream's until it is complete. */
  private void write(List<String> lines) throws IOException {
    Files.createDirectories(file.getParent());
    Path whole = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(whole, lines);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String tagLine(String tag) {
    return "    tag: " + quoted(tag);
  }

  /** A name such as 4.22 would be a number without quotes. */
  private static String quoted(String text) {
    return text.matches("[a-z][a-z0-9-]*") ? text : "\"" + text + "\"";
  }

  private String item(String digest, int generation) {
    return """
    %s"%s"
          dockerImageReference: %s%s/%s@%s
          generation: %d
          image: %s
    """
        .formatted(
            ITEM,
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            REGISTRY,
            namespace,
            name,
            digest,
            generation,
            digest);
  }

  private String header() {
    return """
    apiVersion: image.openshift.io/v1
    kind: ImageStream
    metadata:
      name: %s
      namespace: %s
    spec:
      lookupPolicy:
        local: true
    status:
      dockerImageRepository: %s%s/%s
    %s
    """
        .formatted(quoted(name), namespace, REGISTRY, namespace, name, TAGS);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
