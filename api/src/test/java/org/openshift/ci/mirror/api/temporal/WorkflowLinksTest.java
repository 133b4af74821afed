package org.openshift.ci.mirror.api.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowLinksTest {

  @ParameterizedTest
  @ValueSource(strings = {"https://ui.example/temporal", "https://ui.example/temporal//"})
  void idsAreEscapedAsTheWebUiDoes(String webUi) {
    assertEquals(
        "https://ui.example/temporal/namespaces/my%20ns/workflows/backfill%2Fa%2Fb%3Av1.2~x%20%2B/r-1/history",
        new WorkflowLinks(URI.create(webUi), "my ns").of("backfill/a/b:v1.2~x +", "r-1"));
  }
}
