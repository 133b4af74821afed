import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Creates the images of the demonstration: pushes small images to its source registry and
 * writes the image streams that name them.
 *
 * <p>{@code java DemoImages.java seed REGISTRY FOLDER} pushes the images below and writes the
 * streams that are not there yet. {@code java DemoImages.java update REGISTRY FOLDER
 * NAMESPACE/NAME:TAG} pushes a new image for one tag and puts it on top of the tag's items, as an
 * import or a build on a cluster would; a tag or stream that does not exist is added.
 */
final class DemoImages {

  private static final Pattern TAG =
      Pattern.compile("([a-z0-9-]+)/([a-z0-9]+(?:[._-][a-z0-9]+)*):([A-Za-z0-9_][A-Za-z0-9._-]*)");

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("ocp", "4.22", "cli", DemoImage.Kind.DOCKER_LIST),
          new Entry("ocp", "4.22", "must-gather", DemoImage.Kind.DOCKER_IMAGE),
          new Entry(
              "ocp", "builder", "rhel-9-golang-1.25-openshift-4.22", DemoImage.Kind.OCI_INDEX),
          new Entry("ci", "ci-operator", "latest", DemoImage.Kind.DOCKER_IMAGE),
          new Entry("ci", "entrypoint-wrapper", "latest", DemoImage.Kind.OCI_IMAGE),
          new Entry("openshift", "release", "tests-private", DemoImage.Kind.DOCKER_IMAGE));

  private DemoImages() {}

  /** An image stream tag and the kind of its image. */
  private record Entry(String namespace, String name, String tag, DemoImage.Kind kind) {
    String repository() {
      return namespace + "/" + name;
    }

    @Override
    public String toString() {
      return repository() + ":" + tag;
    }
  }

  public static void main(String[] arguments) throws InterruptedException {
    try {
      if (arguments.length == 3 && arguments[0].equals("seed")) {
        seed(registry(arguments[1]), Path.of(arguments[2]));
      } else if (arguments.length == 4 && arguments[0].equals("update")) {
        update(registry(arguments[1]), Path.of(arguments[2]), entry(arguments[3]));
      } else {
        throw new IllegalArgumentException(
            "usage: DemoImages.java seed REGISTRY FOLDER, or"
                + " DemoImages.java update REGISTRY FOLDER NAMESPACE/NAME:TAG");
      }
    } catch (IllegalArgumentException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(2);
    } catch (IOException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(1);
    }
  }

  private static DemoRegistry registry(String hostAndPort) {
    return new DemoRegistry(URI.create("http://" + hostAndPort));
  }

  private static Entry entry(String reference) {
    Matcher parts = TAG.matcher(reference);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not NAMESPACE/NAME:TAG; the demonstration has %s".formatted(reference, ENTRIES));
    }
    return ENTRIES.stream()
        .filter(known -> known.toString().equals(reference))
        .findFirst()
        .orElseGet(
            () ->
                new Entry(
                    parts.group(1), parts.group(2), parts.group(3), DemoImage.Kind.DOCKER_IMAGE));
  }

  private static void seed(DemoRegistry registry, Path folder)
      throws IOException, InterruptedException {
    for (Entry entry : ENTRIES) {
      DemoImageStream stream = new DemoImageStream(folder, entry.namespace(), entry.name());
      if (stream.revisions(entry.tag()) == 0) {
        String digest = push(registry, entry, 1);
        stream.add(entry.tag(), digest);
        System.out.printf("%s %s %s%n", entry, entry.kind().title(), digest);
      }
    }
  }

  private static void update(DemoRegistry registry, Path folder, Entry entry)
      throws IOException, InterruptedException {
    DemoImageStream stream = new DemoImageStream(folder, entry.namespace(), entry.name());
    int revision = stream.revisions(entry.tag()) + 1;
    String digest = push(registry, entry, revision);
    stream.add(entry.tag(), digest);
    System.out.printf("%s is now %s%n(revision %d, in %s)%n", entry, digest, revision, stream);
  }

  private static String push(DemoRegistry registry, Entry entry, int revision)
      throws IOException, InterruptedException {
    return DemoImage.push(registry, entry.kind(), entry.repository(), entry.tag(), revision);
  }
}
