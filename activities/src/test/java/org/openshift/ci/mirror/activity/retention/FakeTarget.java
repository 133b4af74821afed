package org.openshift.ci.mirror.activity.retention;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.RepositoryTags;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagNames;
import org.openshift.ci.mirror.registry.TagPage;
import org.openshift.ci.mirror.registry.WriteGuard;

/** A target in memory that lists its tags as quay does (the newest first) and as registries do. */
final class FakeTarget implements ImageRegistries, RepositoryTags {

  static final String HOST = "target.example";
  static final String REPOSITORY = HOST + "/ci";

  /** The tags that were removed by the code under test, in order. */
  final List<String> removed = new CopyOnWriteArrayList<>();

  /** Requests to remove a tag. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Pages that were given. */
  int pages;

  int pageSize = 3;
  Runnable beforePage = () -> {};
  Runnable beforeRemoval = () -> {};
  Consumer<String> afterRemoval = tag -> {};
  RegistryException refusal;
  RegistryException pageFailure;
  boolean endlessPages;
  boolean removesImages;
  boolean losesAnswers;
  boolean knowsNoTag;

  private final Map<String, String> tags = new LinkedHashMap<>();

  /** Puts or moves a tag, which then is the newest. */
  synchronized FakeTarget put(String tag, String digest) {
    tags.remove(tag);
    tags.put(tag, digest);
    return this;
  }

  /** Somebody else deletes a tag. */
  synchronized void delete(String tag) {
    tags.remove(tag);
  }

  synchronized Map<String, String> tags() {
    return new TreeMap<>(tags);
  }

  static RegistryException failure(RegistryError type) {
    return new RegistryException(type, HOST + " said no", FailureScope.WRITE, HOST);
  }

  @Override
  public synchronized Optional<String> digest(PullSpec image) {
    return Optional.ofNullable(tags.get(image.tag()));
  }

  @Override
  public Optional<String> digestByReading(PullSpec image) {
    return digest(image);
  }

  @Override
  public synchronized TagPage tagPage(
      PullSpec image, String containing, int page, TagApiToken token) {
    beforePage();
    List<String> newestFirst = new ArrayList<>(tags.keySet()).reversed();
    int from = Math.min(newestFirst.size(), (page - 1) * pageSize);
    int to = Math.min(newestFirst.size(), from + pageSize);
    Map<String, String> digests = new TreeMap<>();
    newestFirst.subList(from, to).forEach(tag -> digests.put(tag, tags.get(tag)));
    return new TagPage(digests, to == newestFirst.size() && !endlessPages);
  }

  @Override
  public synchronized TagNames tagNames(PullSpec image, URI next) {
    beforePage();
    String last = next == null ? "" : next.getFragment();
    List<String> names =
        new TreeMap<>(tags).tailMap(last, false).keySet().stream().limit(pageSize).toList();
    boolean more = names.size() == pageSize;
    return new TagNames(
        names, more ? Optional.of(URI.create("#" + names.getLast())) : Optional.empty());
  }

  private void beforePage() {
    pages++;
    beforePage.run();
    if (pageFailure != null) {
      throw pageFailure;
    }
  }

  @Override
  public boolean removeTag(PullSpec tag, WriteGuard guard) {
    return remove(tag, guard);
  }

  @Override
  public boolean removeTagByApi(PullSpec tag, TagApiToken token, WriteGuard guard) {
    return remove(tag, guard);
  }

  private synchronized boolean remove(PullSpec tag, WriteGuard guard) {
    guard.beforeWrite(tag.tag());
    beforeRemoval.run();
    if (!guard.holds()) {
      throw failure(RegistryError.TIMEOUT);
    }
    asked.add(tag.tag());
    if (refusal != null) {
      throw refusal;
    }
    if (knowsNoTag) {
      return false;
    }
    String digest = tags.remove(tag.tag());
    if (digest == null) {
      return false;
    }
    removed.add(tag.tag());
    if (removesImages) {
      tags.values().removeIf(digest::equals);
    }
    afterRemoval.accept(tag.tag());
    if (losesAnswers) {
      throw failure(RegistryError.REGISTRY_UNREACHABLE);
    }
    return true;
  }

  @Override
  public Optional<Instant> created(PullSpec image) {
    throw new UnsupportedOperationException("not needed");
  }

  @Override
  public CopyResult copy(
      PullSpec source,
      String expectedDigest,
      List<PullSpec> destinations,
      CopyListener progress,
      WriteGuard guard) {
    throw new UnsupportedOperationException("retention copies nothing");
  }

  @Override
  public boolean serves(PullSpec image, boolean writing) {
    throw new UnsupportedOperationException("not needed");
  }
}
