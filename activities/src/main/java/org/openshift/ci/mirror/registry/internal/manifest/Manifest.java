package org.openshift.ci.mirror.registry.internal.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openshift.ci.mirror.registry.internal.http.MediaTypes;

/**
 * A manifest: its bytes as the registry sent them, and what they say.
 *
 * <p>The bytes are never written anew: another spelling of the same JSON has another digest.
 */
public final class Manifest {

  /** What an image of several platforms is judged by: nearly all of CI runs there. */
  private static final String PREFERRED_PLATFORM = "linux/amd64";

  private final byte[] bytes;
  private final String mediaType;
  private final String digest;
  private final Descriptor config;
  private final List<Descriptor> layers;
  private final List<Descriptor> children;

  public Manifest(
      byte[] bytes,
      String mediaType,
      String digest,
      Descriptor config,
      List<Descriptor> layers,
      List<Descriptor> children) {
    this.bytes = bytes;
    this.mediaType = mediaType;
    this.digest = digest;
    this.config = config;
    this.layers = List.copyOf(layers);
    this.children = List.copyOf(children);
  }

  /** The bytes themselves; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public String mediaType() {
    return mediaType;
  }

  public String digest() {
    return digest;
  }

  public Optional<Descriptor> config() {
    return Optional.ofNullable(config);
  }

  /** Layers in their order; of a list none. */
  public List<Descriptor> layers() {
    return layers;
  }

  /** Manifests of a list or index, in its order. */
  public List<Descriptor> children() {
    return children;
  }

  /** The child for linux/amd64, else the first. */
  public Optional<Descriptor> preferredChild() {
    return children.stream()
        .filter(child -> child.platform().equals(PREFERRED_PLATFORM))
        .findFirst()
        .or(() -> children.stream().findFirst());
  }

  /** Config and layers that a registry keeps, each digest once. */
  public List<Descriptor> blobs() {
    Map<String, Descriptor> unique = new LinkedHashMap<>();
    if (config != null) {
      unique.put(config.digest(), config);
    }
    for (Descriptor layer : layers) {
      if (!layer.isForeign()) {
        unique.putIfAbsent(layer.digest(), layer);
      }
    }
    return new ArrayList<>(unique.values());
  }

  public boolean isSchema1() {
    return MediaTypes.isSchema1(mediaType);
  }
}
