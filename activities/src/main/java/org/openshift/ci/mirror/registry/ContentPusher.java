package org.openshift.ci.mirror.registry;

import java.util.List;

/** Brings what an image consists of to a target repository: blobs, then child manifests. */
final class ContentPusher {

  private static final int MANIFESTS_AT_ONCE = 4;

  private final ManifestClient manifests;
  private final BlobTransfers transfers;
  private final KnownBlobs known;
  private final int blobsAtOnce;

  ContentPusher(
      ManifestClient manifests, BlobTransfers transfers, KnownBlobs known, int blobsAtOnce) {
    this.manifests = manifests;
    this.transfers = transfers;
    this.known = known;
    this.blobsAtOnce = blobsAtOnce;
  }

  /** What is done when all that a manifest names is at the target. */
  interface Finish {
    void run(Manifest root);
  }

  /**
   * Brings all of it there, and then has the root put in its place. When the target turns out to
   * lack blobs that it was believed to have, it is asked about each of them once more.
   */
  BlobSet push(
      Repository source,
      Repository target,
      ImageContent content,
      Finish finish,
      CopyListener progress) {
    try {
      return pushOnce(source, target, content, finish, progress);
    } catch (RegistryException e) {
      if (e.scope() != FailureScope.BLOBS_MISSING_AT_TARGET) {
        throw e;
      }
      // The registry cleaned up what nothing named yet.
      known.forget(target, content.blobs());
      return pushOnce(source, target, content, finish, progress);
    }
  }

  private BlobSet pushOnce(
      Repository source,
      Repository target,
      ImageContent content,
      Finish finish,
      CopyListener progress) {
    BlobSet blobs = new BlobSet(transfers, source, target, content.blobs());
    blobs.bring(blobsAtOnce, progress);
    pushChildren(target, content.children());
    finish.run(content.root());
    return blobs;
  }

  /** Single images first, all at once; then lists, one by one, since one may name another. */
  private void pushChildren(Repository target, List<Manifest> children) {
    List<Manifest> images = children.stream().filter(child -> child.children().isEmpty()).toList();
    if (!images.isEmpty()) {
      var _ =
          Parallel.map(
              images, MANIFESTS_AT_ONCE, image -> manifests.write(target, image.digest(), image));
    }
    for (Manifest list : children) {
      if (!list.children().isEmpty()) {
        manifests.write(target, list.digest(), list);
      }
    }
  }
}
