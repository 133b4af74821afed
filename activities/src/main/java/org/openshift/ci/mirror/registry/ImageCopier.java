package org.openshift.ci.mirror.registry;

import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.model.MirrorErrorType;

/** Copies an image, whatever its format, to tags of a target repository. */
final class ImageCopier {

  private static final int MANIFESTS_AT_ONCE = 4;

  private final ManifestClient manifests;
  private final ImageReader reader;
  private final BlobTransfers transfers;
  private final KnownBlobs known;
  private final int blobsAtOnce;

  ImageCopier(
      ManifestClient manifests, BlobTransfers transfers, KnownBlobs known, int blobsAtOnce) {
    this.manifests = manifests;
    this.reader = new ImageReader(manifests);
    this.transfers = transfers;
    this.known = known;
    this.blobsAtOnce = blobsAtOnce;
  }

  /**
   * Copies it.
   *
   * @param digest what the source is known to have; null when it is to be found out
   * @param tags at the target, in the order in which they are to be set
   */
  CopyResult copy(
      Repository source,
      String reference,
      String digest,
      Repository target,
      List<String> tags,
      CopyListener progress) {
    if (digest != null) {
      Optional<Manifest> there = manifests.read(target, digest, Access.PUSH);
      if (there.isPresent()) {
        try {
          return setTags(there.get(), target, tags, null);
        } catch (RegistryException e) {
          // The target has the manifest, and lost what it names: then all of it again.
          if (e.scope() != FailureScope.BLOBS_MISSING_AT_TARGET) {
            throw e;
          }
        }
      }
    }
    Manifest root = reader.root(source, reference);
    if (digest != null && !root.digest().equals(digest)) {
      throw new RegistryException(
          MirrorErrorType.CONTENT_CORRUPT,
          "cannot copy %s: it is %s, not %s as expected; it is looked at again"
              .formatted(ManifestClient.name(source, reference), root.digest(), digest),
          FailureScope.READ);
    }
    ImageContent content = reader.content(source, target, root);
    List<Descriptor> blobs = content.blobs();
    try {
      return push(source, target, content, tags, progress);
    } catch (RegistryException e) {
      if (e.scope() != FailureScope.BLOBS_MISSING_AT_TARGET) {
        throw e;
      }
      // The registry cleaned up what nothing named yet: ask it about each blob, once.
      known.forget(target, blobs);
      return push(source, target, content, tags, progress);
    }
  }

  private CopyResult push(
      Repository source,
      Repository target,
      ImageContent content,
      List<String> tags,
      CopyListener progress) {
    BlobSet blobs = new BlobSet(transfers, source, target, content.blobs());
    blobs.bring(blobsAtOnce, progress);
    pushChildren(target, content.children());
    return setTags(content.root(), target, tags, blobs);
  }

  /** Single images first, all at once; then lists, one by one, since one may name another. */
  private void pushChildren(Repository target, List<Manifest> children) {
    List<Manifest> images = children.stream().filter(child -> child.children().isEmpty()).toList();
    if (!images.isEmpty()) {
      Parallel.map(images, MANIFESTS_AT_ONCE, image -> write(target, image));
    }
    children.stream()
        .filter(child -> !child.children().isEmpty())
        .forEach(list -> write(target, list));
  }

  private Manifest write(Repository target, Manifest manifest) {
    manifests.write(target, manifest.digest(), manifest);
    return manifest;
  }

  private CopyResult setTags(Manifest root, Repository target, List<String> tags, BlobSet blobs) {
    long manifestBytes = 0;
    for (String tag : tags) {
      manifests.write(target, tag, root);
      manifestBytes += root.bytes().length;
      readBack(target, tag, root.digest());
    }
    if (blobs == null) {
      return new CopyResult(root.digest(), manifestBytes, 0, 0, List.of());
    }
    return new CopyResult(
        root.digest(),
        manifestBytes + blobs.bytesCopied(),
        blobs.count(BlobTransfer.Outcome.COPIED),
        blobs.count(BlobTransfer.Outcome.MOUNTED),
        List.of());
  }

  private void readBack(Repository target, String tag, String digest) {
    String found = manifests.read(target, tag, Access.PUSH).map(Manifest::digest).orElse("missing");
    if (!found.equals(digest)) {
      throw new RegistryException(
          MirrorErrorType.READ_BACK_DIFFERS,
          "%s is %s after %s was pushed to it; it is tried again"
              .formatted(ManifestClient.name(target, tag), found, digest),
          FailureScope.WRITE);
    }
  }
}
