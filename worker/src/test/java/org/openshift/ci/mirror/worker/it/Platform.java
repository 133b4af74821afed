package org.openshift.ci.mirror.worker.it;

import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;

/**
 * Everything that the main job needs, real: a Temporal namespace, two registries, and a folder of
 * image streams. Reads the outcome without the code under test.
 */
final class Platform implements AutoCloseable {

  static final String TARGET = "openshift/ci";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

  final Path folder;
  final Path imageStreams;
  final TemporalNamespace temporal;
  final LocalRegistry source = LocalRegistry.start();
  final LocalRegistry target = LocalRegistry.start();
  final RegistryAccess sourceAccess = RegistryAccess.to(source);
  final RegistryAccess targetAccess = RegistryAccess.to(target);
  private final List<TestWorker> workers = new ArrayList<>();
  private final List<AutoCloseable> more = new ArrayList<>();
  private final List<String> insecure = new ArrayList<>();
  private String sourceHost = source.host();
  private String targetHost = target.host();
  private final LocalDate firstDay = LocalDate.now(ZoneOffset.UTC);

  Platform(Path folder, TemporalNamespace temporal) {
    this.folder = folder;
    this.temporal = temporal;
    try {
      imageStreams = Files.createDirectory(folder.resolve("image-streams"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a scripted server between the source and all workers created from now on. */
  ScriptedServer scriptSource() {
    ScriptedServer server = closeLater(ScriptedServer.inFrontOf(source));
    sourceHost = server.host();
    return server;
  }

  /** Puts a scripted server between the target and all workers created from now on. */
  ScriptedServer scriptTarget() {
    ScriptedServer server = closeLater(ScriptedServer.inFrontOf(target));
    targetHost = server.host();
    return server;
  }

  /** Starts another registry, which the workers reach over plain HTTP. */
  LocalRegistry anotherRegistry() {
    LocalRegistry registry = closeLater(LocalRegistry.start());
    insecure.add(registry.host());
    return registry;
  }

  /** Access to another registry, closed with this platform. */
  RegistryAccess accessTo(LocalRegistry registry) {
    return closeLater(RegistryAccess.to(registry));
  }

  /** Closes it after the workers, the last one first. */
  <T extends AutoCloseable> T closeLater(T part) {
    more.addFirst(part);
    return part;
  }

  /**
   * A worker for this platform that watches the namespace {@code test}, in this JVM; not started
   * yet.
   *
   * @param moreFlags override the flags that every worker gets; with {@code --kubeconfig}, the
   *     worker reads image streams from that cluster
   */
  WorkerThread worker(String... moreFlags) {
    return add(new WorkerThread(flags(List.of(moreFlags))));
  }

  /** The same in a process of its own. */
  WorkerProcess process(String name, String... moreFlags) {
    return add(new WorkerProcess(log(name), flags(List.of(moreFlags))));
  }

  /** A worker for this platform in a process whose JVM has these flags; not started yet. */
  WorkerProcess processWith(List<String> jvmFlags, String name) {
    return add(new WorkerProcess(log(name), jvmFlags, flags(List.of())));
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private <T extends TestWorker> T add(T worker) {
    workers.add(worker);
    return worker;
  }

  private List<String> flags(List<String> moreFlags) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--image-streams=" + imageStreams,
                "--temporal-address=" + temporal.server().address(),
                "--temporal-namespace=" + temporal.name(),
                "--additional-image-stream-namespace=test",
                "--metrics-port=0",
                "--dry-run=false"));
    flags.add("--source-registry=" + sourceHost);
    flags.add("--target-repository=" + targetHost + "/" + TARGET);
    Stream.concat(Stream.of(sourceHost, targetHost), insecure.stream())
        .forEach(host -> flags.add("--insecure-registry=" + host));
    if (moreFlags.stream().anyMatch(flag -> flag.startsWith("--kubeconfig="))) {
      flags.removeIf(flag -> flag.startsWith("--image-streams="));
    }
    flags.addAll(moreFlags);
    return flags;
  }

  /** Puts an image at the source and points {@code test/<stream>:<tag>} to it. */
  void release(String stream, String tag, TestImage image) {
    release(new TagReference("test", stream, tag), image);
  }

  /** Puts an image at the source and points an image stream tag to it. */
  void release(TagReference tag, TestImage image) {
    sourceAccess.push(tag.stream(), "pushed", image);
    point(tag, image.digest());
  }

  /** Points {@code test/<stream>:<tag>} to a digest. */
  void point(String stream, String tag, String digest) {
    point(new TagReference("test", stream, tag), digest);
  }

  /** Points an image stream tag to a digest. */
  void point(TagReference tag, String digest) {
    file(
        fileOf(tag),
        """
        apiVersion: image.openshift.io/v1
        kind: ImageStream
        metadata:
          namespace: "%1$s"
          name: "%2$s"
        status:
          tags:
          - tag: "%3$s"
            items:
            - created: "2026-01-01T00:00:00Z"
              dockerImageReference: %5$s/%1$s/%2$s@%4$s
              image: %4$s
        """
            .formatted(tag.namespace(), tag.name(), tag.tag(), digest, source.host()));
  }

  /** Puts an image at the source and points many tags of a stream to it: t0, t1, … */
  void releaseMany(String stream, int count, TestImage image) {
    sourceAccess.push("test/" + stream, "pushed", image);
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: image.openshift.io/v1
            kind: ImageStream
            metadata: {namespace: test, name: "%s"}
            status:
              tags:
            """
                .formatted(stream));
    for (int i = 0; i < count; i++) {
      yaml.append(
          """
            - tag: t%d
              items: [{created: "2026-01-01T00:00:00Z", image: "%s"}]
          """
              .formatted(i, image.digest()));
    }
    file(stream + ".yaml", yaml.toString());
  }

  /** Waits until all tags of {@link #releaseMany} are at the target. */
  void awaitManyMirrored(String stream, int count, TestImage image, Duration within) {
    Set<String> left =
        IntStream.range(0, count)
            .mapToObj(i -> floatingTag(stream, "t" + i))
            .collect(Collectors.toCollection(TreeSet::new));
    Await.until(
        count + " tags of " + stream + " are mirrored",
        within,
        () -> {
          left.removeIf(
              tag -> targetAccess.digest(TARGET, tag).equals(Optional.of(image.digest())));
          return left.isEmpty();
        },
        () -> left);
    Assertions.assertEquals(Optional.empty(), missing(stream, "t0", image));
  }

  /** Removes an image stream tag. */
  void remove(TagReference tag) {
    try {
      Files.delete(imageStreams.resolve(fileOf(tag)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a configuration file atomically, and returns its path. */
  Path configure(String name, String yaml) {
    try {
      Path half = Files.writeString(folder.resolve(name + ".new"), yaml);
      return Files.move(
          half,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fileOf(TagReference tag) {
    return "%s-%s-%s.yaml".formatted(tag.namespace(), tag.name(), tag.tag());
  }

  /** Replaces a file of image streams atomically, as careful editors do. */
  void file(String name, String content) {
    try {
      Path half = Files.writeString(folder.resolve(name + ".new"), content);
      Files.move(half, imageStreams.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String floatingTag(String stream, String tag) {
    return "test_" + stream + "_" + tag;
  }

  static String dateTag(String digest) {
    return dateTag(LocalDate.now(ZoneOffset.UTC), digest);
  }

  private static String dateTag(LocalDate day, String digest) {
    return DAY.format(day) + "_" + digest.replace(':', '_');
  }

  /** What the target lacks of an image and its two tags, read with plain HTTP; empty if nothing. */
  Optional<String> missing(String stream, String tag, TestImage image) {
    return missing(floatingTag(stream, tag), image);
  }

  /** What the target lacks of an image with this floating tag, and its date tag. */
  Optional<String> missing(String floatingTag, TestImage image) {
    return targetAccess.differenceFrom(image, TARGET, floatingTag).or(() -> missingDateTag(image));
  }

  /** Accepts any day since the start, because midnight may pass between the push and this read. */
  private Optional<String> missingDateTag(TestImage image) {
    List<Optional<String>> differences =
        firstDay
            .datesUntil(LocalDate.now(ZoneOffset.UTC).plusDays(1))
            .map(day -> targetAccess.differenceFrom(image, TARGET, dateTag(day, image.digest())))
            .toList();
    return differences.contains(Optional.<String>empty())
        ? Optional.empty()
        : differences.getLast();
  }

  void awaitMirrored(String stream, String tag, TestImage image, Duration within) {
    awaitMirrored(floatingTag(stream, tag), image, within);
  }

  /** Waits until an image is at the target with this floating tag and its date tag. */
  void awaitMirrored(String floatingTag, TestImage image, Duration within) {
    Await.until(
        floatingTag + " is mirrored",
        within,
        () -> missing(floatingTag, image).isEmpty(),
        () -> missing(floatingTag, image));
  }

  /** The executions that match a visibility query. */
  List<WorkflowExecutionInfo> list(String query) {
    return temporal
        .server()
        .stubs()
        .blockingStub()
        .listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace(temporal.name())
                .setQuery(query)
                .build())
        .getExecutionsList();
  }

  /** Waits until this many executions match a visibility query, which is eventually consistent. */
  List<WorkflowExecutionInfo> awaitListed(String query, int count, Duration within) {
    Await.until(count + " × " + query, within, () -> list(query).size() == count, () -> ids(query));
    return list(query);
  }

  private List<String> ids(String query) {
    return list(query).stream().map(found -> found.getExecution().getWorkflowId()).toList();
  }

  @Override
  public void close() {
    workers.forEach(TestWorker::close);
    more.forEach(Platform::close);
    sourceAccess.close();
    targetAccess.close();
    source.close();
    target.close();
    workers.forEach(TestWorker::awaitEnd);
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
