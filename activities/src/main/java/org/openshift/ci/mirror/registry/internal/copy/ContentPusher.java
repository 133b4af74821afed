package org.openshift.ci.mirror.registry.internal.copy;

import java.util.List;
import java.util.function.Supplier;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.blob.BlobSet;
import org.openshift.ci.mirror.registry.internal.blob.BlobTransfers;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Manifest;
import org.openshift.ci.mirror.registry.internal.manifest.ManifestClient;

/** Pushes the content of an image to a target repository: blobs, then child manifests. */
public final class ContentPusher {

  private static final int MANIFESTS_AT_ONCE = 4;

  /**
   * How often missing content is pushed again. When a push takes longer than the target keeps
   * content that no manifest names (quay.io: an hour), each repetition finds most of it there.
   */
  private static final int MOST_REPEATS = 3;

  private final ManifestClient manifests;
  private final BlobTransfers transfers;
  private final int blobsAtOnce;

  public ContentPusher(ManifestClient manifests, BlobTransfers transfers, int blobsAtOnce) {
    this.manifests = manifests;
    this.transfers = transfers;
    this.blobsAtOnce = blobsAtOnce;
  }

  /** The last step, when everything that the root manifest names is at the target. */
  interface Finish {
    void run(Manifest root);
  }

  /**
   * Pushes the content and then runs the last step for the root manifest. When the target turns out
   * to lack content that it was believed to have, all content of the image is checked again.
   *
   * @param content the content that the target lacks
   * @param everything reads all content of the image, including what the target has
   */
  BlobSet push(
      Repository source,
      Repository target,
      ImageContent content,
      Supplier<ImageContent> everything,
      Finish finish,
      CopyListener progress) {
    ImageContent current = content;
    for (int repeats = 0; ; repeats++) {
      try {
        return pushOnce(source, target, current, finish, progress);
      } catch (RegistryException e) {
        if (e.scope() != FailureScope.BLOBS_MISSING_AT_TARGET || repeats == mostRepeats(e)) {
          throw e;
        }
      }
      // The registry garbage-collected content that nothing named yet, or lost other content.
      current = everything.get();
      transfers.distrust(source, target, current.blobs());
    }
  }

  /** A manifest that may simply be invalid is repeated only once. */
  private static int mostRepeats(RegistryException e) {
    return e.type() == RegistryError.MANIFEST_INVALID ? 1 : MOST_REPEATS;
  }

  private BlobSet pushOnce(
      Repository source,
      Repository target,
      ImageContent content,
      Finish finish,
      CopyListener progress) {
    BlobSet blobs = new BlobSet(transfers, source, target, content.blobs());
    blobs.transferAll(blobsAtOnce, progress);
    pushChildren(target, content.children());
    finish.run(content.root());
    return blobs;
  }

  /** Images first, several at once; then indexes, one by one, since one may name another. */
  private void pushChildren(Repository target, List<Manifest> children) {
    List<Manifest> images = children.stream().filter(child -> child.children().isEmpty()).toList();
    if (!images.isEmpty()) {
      var _ = Parallel.map(images, MANIFESTS_AT_ONCE, image -> manifests.write(target, image));
    }
    for (Manifest list : children) {
      if (!list.children().isEmpty()) {
        manifests.write(target, list);
      }
    }
  }
}
