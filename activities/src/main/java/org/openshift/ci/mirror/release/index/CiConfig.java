package org.openshift.ci.mirror.release.index;

import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * The images that the tests of a ci-operator config use.
 *
 * @param metadata the branch it is for; null when that is unknown
 * @param tags the tags that it names
 * @param streams the streams that it uses whole
 * @param rootFromRepository whether the repository itself names its build root; never without
 *     metadata
 * @param tests the tests whose steps must be resolved with the step registry
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
