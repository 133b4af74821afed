package org.openshift.ci.mirror.bench.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.bench.program.JavaCommand;
import org.openshift.ci.mirror.bench.program.ServerProcess;
import org.openshift.ci.mirror.testing.FreePorts;

/** Temporal and one worker, in processes of their own, for one job. */
public final class MirrorService implements AutoCloseable {

  private final CopyJob job;
  private final Path imageStreams;
  private final TemporalServer temporal;
  private final ServerProcess worker;

  private MirrorService(
      CopyJob job, Path imageStreams, TemporalServer temporal, ServerProcess worker) {
    this.job = job;
    this.imageStreams = imageStreams;
    this.temporal = temporal;
    this.worker = worker;
  }

  /**
   * Starts Temporal and the worker, and waits until the worker is ready.
   *
   * @param heap the worker's largest heap, such as {@code 256m}; empty for Java's default
   * @param others further image sets to mirror; the worker watches their namespaces
   */
  public static MirrorService start(CopyJob job, Path jar, String heap, List<ImageSet> others)
      throws IOException, InterruptedException {
    Path imageStreams = Files.createDirectories(job.folder().resolve("image-streams"));
    List<ImageSet> sets = new ArrayList<>(others);
    sets.add(job.set());
    TemporalServer temporal = TemporalServer.start(job.folder());
    try {
      int port = FreePorts.next();
      List<String> command =
          JavaCommand.jar(heap, jar, flags(job, sets, imageStreams, temporal.address(), port));
      ServerProcess worker =
          ServerProcess.start("worker", job.folder(), command, () -> isReady(port));
      return new MirrorService(job, imageStreams, temporal, worker);
    } catch (IOException | InterruptedException | RuntimeException e) {
      temporal.close();
      throw e;
    }
  }

  private static List<String> flags(
      CopyJob job, List<ImageSet> sets, Path imageStreams, String temporal, int port) {
    List<String> flags = new ArrayList<>();
    flags.add("--dry-run=false");
    flags.add("--image-streams=" + imageStreams);
    flags.add("--source-registry=" + job.source());
    flags.add("--target-repository=" + job.targetRepository());
    flags.add("--insecure-registry=" + job.source());
    flags.add("--insecure-registry=" + job.target());
    flags.add("--temporal-address=" + temporal);
    flags.add("--metrics-port=" + port);
    sets.stream()
        .flatMap(set -> set.images().stream())
        .map(image -> image.tag().namespace())
        .distinct()
        .forEach(namespace -> flags.add("--additional-image-stream-namespace=" + namespace));
    return flags;
  }

  private static boolean isReady(int port) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Writes the image streams of a set to the folder that the worker watches.
   *
   * @param name the name of the file; an earlier file of that name is replaced
   */
  public void writeImageStreams(String name, ImageSet set) throws IOException {
    ImageStreamFile.write(imageStreams, name + ".yaml", set);
  }

  /** Waits until the target has all floating tags of a set; these are written last. */
  public void awaitTags(ImageSet set) throws IOException, InterruptedException {
    List<String> floating = set.images().stream().map(this::floatingTag).toList();
    TagWait.until(job.target(), floating, worker::lastOutput);
  }

  private String floatingTag(BenchImage image) {
    return image.tag().floatingTag();
  }

  /** The worker's process. */
  public ProcessHandle worker() {
    return worker.handle();
  }

  /** Temporal's process. */
  ProcessHandle temporal() {
    return temporal.handle();
  }

  /** Both processes. */
  List<ProcessHandle> processes() {
    return List.of(worker(), temporal());
  }

  @Override
  public void close() {
    worker.close();
    temporal.close();
  }
}
