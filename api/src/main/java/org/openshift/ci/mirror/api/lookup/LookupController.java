package org.openshift.ci.mirror.api.lookup;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.openshift.ci.mirror.api.listing.MirrorEntry.SourceTag;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.web.RequestParameters;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says which image stream tag a pull spec stands for. */
@RestController
public final class LookupController {

  /** The name of the parameter. */
  public static final String PULL_SPEC = "pull_spec";

  private final TagLookup tags;

  public LookupController(TagLookup tags) {
    this.tags = tags;
  }

  /**
   * The answer.
   *
   * @param tags the image stream tags; at least one
   */
  record FoundTags(@JsonProperty("tags") List<SourceTag> tags) {}

  @GetMapping("/api/v1/tags")
  FoundTags find(HttpServletRequest http) {
    RequestParameters parameters = new RequestParameters(http.getParameterMap());
    parameters.requireOnly(List.of(PULL_SPEC));
    if (!parameters.has(PULL_SPEC)) {
      throw ApiProblem.badRequest(
          "give the pull spec, as in ?pull_spec=quay.io/openshift/ci:ocp_4.20_cli");
    }
    return new FoundTags(
        tags.find(PullSpecText.of(parameters.get(PULL_SPEC, ""))).stream()
            .map(tag -> new SourceTag(tag.namespace(), tag.name(), tag.tag()))
            .toList());
  }
}
