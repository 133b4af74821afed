package org.openshift.ci.mirror.registry.internal.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openshift.ci.mirror.registry.internal.http.MediaTypes;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;

/**
 * A manifest: its bytes as the registry sent them, and the content parsed from them.
 *
 * <p>The bytes are never serialised again, since the same JSON in another form has another digest.
 */
public final class Manifest {

  /** The platform that represents an index; nearly all of CI runs on it. */
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

  /** The bytes; callers must not modify them. */
  public byte[] bytes() {
    return bytes;
  }

  public String mediaType() {
    return mediaType;
  }

  /** The digest by which it was requested; the one by sha256 when it was requested by tag. */
  public String digest() {
    return digest;
  }

  /**
   * This manifest, named by the sha256 of its bytes. Tags are compared by that digest, whatever
   * algorithm named the source.
   */
  public Manifest bySha256() {
    return Digests.isSha256(digest)
        ? this
        : new Manifest(bytes, mediaType, Digests.sha256(bytes), config, layers, children);
  }

  public Optional<Descriptor> config() {
    return Optional.ofNullable(config);
  }

  /** The layers in order; for an index, its entries that are blobs, as in a build cache. */
  public List<Descriptor> layers() {
    return layers;
  }

  /** The entries of an index that are manifests, in order; empty for an image. */
  public List<Descriptor> children() {
    return children;
  }

  /** The child for linux/amd64, else the first one. */
  public Optional<Descriptor> preferredChild() {
    return children.stream()
        .filter(child -> child.platform().equals(PREFERRED_PLATFORM))
        .findFirst()
        .or(() -> children.stream().findFirst());
  }

  /** The config and the layers that a registry must have, each digest once. */
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

  /** The layers that a registry may lack, because they name URLs (see {@link Descriptor}). */
  public List<Descriptor> foreignLayers() {
    return layers.stream().filter(Descriptor::isForeign).toList();
  }

  public boolean isSchema1() {
    return MediaTypes.isSchema1(mediaType);
  }
}
