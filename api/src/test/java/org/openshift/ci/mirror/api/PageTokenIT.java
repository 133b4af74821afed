package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The dialog says where one gets the token that it asks for, as the service answers. */
class PageTokenIT extends WithPage {

  private static final String FIRST = "#ocp/4.22:component-0000";

  @Test
  void saysWhoHasTheTokenAlsoWhereOnlyATagWasLookedAt() throws IOException {
    PageTasks.open(temporal, 1);
    page.look(390, 900, true);
    page.load(address + FIRST);
    page.awaitText("#tag-state", "parked");
    page.click("[data-action=trigger]");
    page.awaitText("#ask-token-source", "Ask the operators who run this service for its token.");
    requireAccessible("phone-token", "'#ask'");
    page.value("document.getElementById('ask-reason').value = 'mended'");
    page.value("document.getElementById('ask-token').value = 'a-wrong-token'");
    page.click("#ask-send");
    page.awaitText("#ask-failure", "; ask the operators who run this service for it");
  }

  @Test
  void saysItWhereAlsoReadsNeedTheToken() {
    try (ServletWebServerApplicationContext _ = openWithClosedReads()) {
      page.awaitText("#trouble", "Ask the operators who run this service for it.");
      page.awaitTrue("!document.getElementById('give-token').hidden");
      page.click("#give-token");
      page.awaitText("#ask-token-source", "ask the operators who run this service for it");
      assertTrue(page.value("document.getElementById('ask').open").asBoolean());
    }
  }
}
