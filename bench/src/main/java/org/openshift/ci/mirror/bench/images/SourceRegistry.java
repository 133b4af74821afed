package org.openshift.ci.mirror.bench.images;

import java.io.IOException;
import org.openshift.ci.mirror.bench.http.BareRegistryClient;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryBinary;

/** A registry with image sets, for all trials of a measurement. */
public final class SourceRegistry implements AutoCloseable {

  private final LocalRegistry registry;

  private SourceRegistry(LocalRegistry registry) {
    this.registry = registry;
  }

  /** Starts a registry with these images. */
  public static SourceRegistry with(RegistryBinary binary, ImageSet set)
      throws IOException, InterruptedException {
    SourceRegistry source = new SourceRegistry(LocalRegistry.start(binary));
    try {
      source.add(set);
      return source;
    } catch (IOException | InterruptedException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** Uploads more images. */
  public void add(ImageSet set) throws IOException, InterruptedException {
    try (BareRegistryClient client = new BareRegistryClient()) {
      new ImageUploader(client).upload(host(), set);
    }
  }

  /** {@code host:port}. */
  public String host() {
    return registry.host();
  }

  @Override
  public void close() {
    registry.close();
  }
}
