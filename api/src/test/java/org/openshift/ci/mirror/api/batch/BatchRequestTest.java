package org.openshift.ci.mirror.api.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.web.RequestParameters;

class BatchRequestTest {

  private static final String OPEN = "WorkflowType='MirrorTask' AND ExecutionStatus='Running'";

  private static RequestParameters parameters(String query) {
    Map<String, String[]> values =
        Stream.of(query.split("&"))
            .filter(part -> !part.isEmpty())
            .map(part -> part.split("=", 2))
            .collect(Collectors.toMap(part -> part[0], part -> new String[] {part[1]}));
    return new RequestParameters(values);
  }

  @Test
  void selectsByTheFiltersOfTheListing() {
    BatchRequest request =
        BatchRequest.of(parameters("state=parked&namespace=ocp&reason=mended&preview=true"));
    assertEquals(
        OPEN + " AND MirrorState='parked' AND ImageNamespace='ocp'", request.query().text());
    assertEquals("mended", request.reason());
    assertTrue(request.preview());
  }

  @Test
  void selectsEverythingOnlyIfToldSo() {
    assertEquals(OPEN, BatchRequest.of(parameters("all=true")).query().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "reason=x",
        "all=false",
        "all=true&state=parked",
        "all=yes",
        "state=parked&preview=1",
        "state=idle",
        "limit=1&state=parked"
      })
  void refusesWhatMayTriggerMoreThanIsMeant(String query) {
    ApiProblem problem = assertThrows(ApiProblem.class, () -> BatchRequest.of(parameters(query)));
    assertEquals(ApiProblem.Kind.BAD_REQUEST, problem.kind());
  }

  @Test
  void isAboutTheNamespaceOfItsFilter() {
    assertEquals("ocp", BatchRequest.namespace(parameters("namespace=ocp")));
    assertEquals("", BatchRequest.namespace(parameters("name=ocp")));
  }
}
