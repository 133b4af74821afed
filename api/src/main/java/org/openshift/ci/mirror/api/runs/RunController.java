package org.openshift.ci.mirror.api.runs;

import java.util.List;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.web.TagPath;
import org.openshift.ci.mirror.model.ImageStreamNames;
import org.openshift.ci.mirror.model.TagReference;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The last runs of a tag's mirror tasks. */
@RestController
public final class RunController {

  private final TagRuns runs;

  public RunController(TagRuns runs) {
    this.runs = runs;
  }

  record RunListing(List<TagRun> runs) {}

  @GetMapping("/api/v1/mirrors/{namespace}/{name}/{tag}/runs")
  RunListing list(
      @PathVariable String namespace, @PathVariable String name, @PathVariable String tag) {
    TagReference reference = TagPath.reference(namespace, name, tag);
    List<TagRun> found = runs.of(reference);
    if (found.isEmpty()) {
      // Only now, as tasks that were started by hand can have any name.
      ImageStreamNames.problemOf(reference)
          .ifPresent(
              problem -> {
                throw ApiProblem.badRequest(problem);
              });
    }
    return new RunListing(found);
  }
}
