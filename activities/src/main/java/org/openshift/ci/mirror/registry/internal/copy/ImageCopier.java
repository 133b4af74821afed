package org.openshift.ci.mirror.registry.internal.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.registry.internal.blob.BlobSet;
import org.openshift.ci.mirror.registry.internal.blob.BlobTransfer;
import org.openshift.ci.mirror.registry.internal.blob.ImageConfigs;
import org.openshift.ci.mirror.registry.internal.http.AccessScope;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Manifest;
import org.openshift.ci.mirror.registry.internal.manifest.ManifestClient;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;

/** Copies an image or an index to tags of a target repository. */
public final class ImageCopier {

  private final ManifestClient manifests;
  private final ImageReader reader;
  private final ContentPusher pusher;
  private final ReferrerCopier referrers;
  private final ImageRules rules;
  private final ImageConfigs configs;
  private final TagWriter tagWriter;

  /**
   * A copier.
   *
   * @param referrers null when signatures are not copied
   */
  public ImageCopier(
      ManifestClient manifests,
      ContentPusher pusher,
      ReferrerCopier referrers,
      ImageRules rules,
      ImageConfigs configs) {
    this.manifests = manifests;
    this.reader = new ImageReader(manifests);
    this.tagWriter = new TagWriter(manifests);
    this.pusher = pusher;
    this.referrers = referrers;
    this.rules = rules;
    this.configs = configs;
  }

  /**
   * Copies an image.
   *
   * @param digest the digest that the source must have; null for any
   * @param tags tags at the target, in the order in which they are written
   */
  public CopyResult copy(
      Repository source,
      String reference,
      String digest,
      Repository target,
      List<String> tags,
      CopyListener progress,
      WriteGuard guard) {
    if (Digests.isSha256(digest)) {
      Optional<CopyResult> tagged = onlyTag(source, digest, target, tags, guard);
      if (tagged.isPresent()) {
        return tagged.get();
      }
    }
    Manifest root = reader.root(source, reference);
    if (digest != null && !Digests.matches(digest, root.bytes())) {
      throw new RegistryException(
          RegistryError.CONTENT_CORRUPT,
          "cannot copy %s: it is %s, not %s as expected; worth another try"
              .formatted(ManifestClient.name(source, reference), root.digest(), digest),
          FailureScope.READ,
          source.registry());
    }
    ImageContent content = checked(source, target, reader.content(source, target, root));
    BlobSet blobs;
    try {
      blobs =
          pusher.push(
              source,
              target,
              content,
              () -> checked(source, target, reader.everything(source, root)),
              manifest -> finish(source, target, manifest, tags, guard),
              progress);
    } catch (RegistryException e) {
      String image = ManifestClient.name(source, root.digest());
      throw ImageRules.ofPush(e, content.manifests(), image, target);
    }
    return new CopyResult(
        root.digest(),
        blobs.bytesCopied() + (long) root.bytes().length * tags.size(),
        blobs.count(BlobTransfer.Outcome.COPIED),
        blobs.count(BlobTransfer.Outcome.MOUNTED),
        blobs.present(),
        configs.warnings(source, content.manifests()));
  }

  private ImageContent checked(Repository source, Repository target, ImageContent content) {
    content
        .manifests()
        .forEach(one -> rules.check(one, ManifestClient.name(source, one.digest()), target));
    return content;
  }

  /** Writes only the tags, if the target has the manifest and everything that it names. */
  private Optional<CopyResult> onlyTag(
      Repository source, String digest, Repository target, List<String> tags, WriteGuard guard) {
    Optional<Manifest> there = manifests.read(target, digest, AccessScope.PUSH);
    if (there.isEmpty()) {
      return Optional.empty();
    }
    Manifest manifest = there.get();
    try {
      finish(source, target, manifest, tags, guard);
      long bytes = (long) manifest.bytes().length * tags.size();
      return Optional.of(
          new CopyResult(digest, bytes, 0, 0, 0, configs.knownWarnings(List.of(manifest))));
    } catch (RegistryException e) {
      // The target has the manifest but lost content that it names, so all of it is copied again.
      if (e.scope() != FailureScope.BLOBS_MISSING_AT_TARGET) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Signatures are written first, so that a tag can be verified as soon as it is there. */
  private void finish(
      Repository source, Repository target, Manifest root, List<String> tags, WriteGuard guard) {
    if (referrers != null) {
      List<String> subjects = new ArrayList<>();
      subjects.add(root.digest());
      root.children().forEach(child -> subjects.add(child.digest()));
      referrers.copy(source, target, subjects, guard);
    }
    tagWriter.write(target, root, tags, guard);
  }
}
