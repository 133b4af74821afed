package org.openshift.ci.mirror.release.index;

import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * What a ci-operator config says of the images that its tests use.
 *
 * @param metadata what it is for
 * @param tags the tags that it names itself
 * @param streams the streams that it uses whole
 * @param rootFromRepository whether the repository itself names the image in which it is built
 * @param tests the tests whose steps are to be resolved
 */
record CiConfig(
    ConfigMetadata metadata,
    Set<TagReference> tags,
    Set<StreamReference> streams,
    boolean rootFromRepository,
    List<TestSteps> tests) {

  CiConfig {
    tags = Set.copyOf(tags);
    streams = Set.copyOf(streams);
    tests = List.copyOf(tests);
  }
}
