package org.openshift.ci.mirror.api.listing;

import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.web.TagPath;
import org.openshift.ci.mirror.model.ImageStreamNames;
import org.openshift.ci.mirror.model.TagReference;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The report on one tag. */
@RestController
public final class TagController {

  private final TagReports reports;

  public TagController(TagReports reports) {
    this.reports = reports;
  }

  @GetMapping("/api/v1/mirrors/{namespace}/{name}/{tag}")
  TagReport report(
      @PathVariable String namespace, @PathVariable String name, @PathVariable String tag) {
    TagReference reference = TagPath.reference(namespace, name, tag);
    return reports.find(reference).orElseThrow(() -> unknown(reference));
  }

  /** Only now, as tasks that were started by hand can have any name. */
  private static ApiProblem unknown(TagReference tag) {
    return ImageStreamNames.problemOf(tag)
        .map(ApiProblem::badRequest)
        .orElseGet(
            () ->
                ApiProblem.of(
                    ApiProblem.Kind.NOT_FOUND,
                    ("no mirror task for %s is known: it is mirrored and Temporal no longer keeps its"
                            + " last task, or it is not watched or is ignored, or it does not exist;"
                            + " a trigger says which")
                        .formatted(tag)));
  }
}
