package org.openshift.ci.mirror.api.check;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.openshift.ci.mirror.api.access.Access;
import org.openshift.ci.mirror.api.access.Caller;
import org.openshift.ci.mirror.api.listing.TagReports;
import org.openshift.ci.mirror.api.web.RequestParameters;
import org.openshift.ci.mirror.api.web.TagPath;
import org.openshift.ci.mirror.model.TagReference;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The report on one tag whose source and target are compared now. */
@RestController
public final class CheckController {

  private static final String CHECK = "check";

  private final Access access;
  private final TagReports reports;
  private final TagChecks checks;

  /**
   * Checks for those who may read the tag's report.
   *
   * @param access decides that also where reports are open to all, because a check makes workers
   *     read, and a report does not
   */
  public CheckController(Access access, TagReports reports, TagChecks checks) {
    this.access = access;
    this.reports = reports;
    this.checks = checks;
  }

  @GetMapping(path = "/api/v1/mirrors/{namespace}/{name}/{tag}", params = CHECK)
  CheckedTag check(
      @PathVariable String namespace,
      @PathVariable String name,
      @PathVariable String tag,
      HttpServletRequest http) {
    String _ = access.require(Caller.of(http), "get", namespace);
    TagReference reference = TagPath.reference(namespace, name, tag);
    RequestParameters parameters = new RequestParameters(http.getParameterMap());
    parameters.requireOnly(List.of(CHECK));
    RequestParameters.requireOneOf(CHECK, parameters.get(CHECK, ""), List.of("now"));
    TagPath.requirePossible(reference);
    CheckEntry check = checks.now(reference);
    return new CheckedTag(reports.find(reference).orElse(null), check);
  }
}
