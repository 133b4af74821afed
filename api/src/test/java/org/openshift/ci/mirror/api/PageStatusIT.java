package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.sweep.SweepListing;

/** The page says what the service says of whether all is well, as mirrorctl does. */
class PageStatusIT extends WithPage {

  @Test
  void beforeTheFirstResyncItIsNotKnownWhetherAllIsWell() throws IOException {
    temporal.sweeps = new SweepListing(null, List.of());
    load(0, "");
    page.awaitText("#headline", "It is not known yet whether all is well.");
    page.awaitText("#problems", "No full resync has ended yet");
    page.awaitText(
        "#unlisted", "is mirrored, was not compared yet, was withdrawn, or is not watched.");
    assertEquals(
        "card warn", page.value("document.getElementById('overview').className").asString());
    requireAccessible("unknown", "document");
  }

  @Test
  void whatAPersonParkedIsWellAndIsTold() {
    PageTasks.parkedByHand(temporal);
    page.load(address);
    page.awaitText("#headline", "All is well.");
    page.awaitText("#notes", "1 task is parked by hand.");
    assertEquals("1", page.text("#count-parked"));
  }

  @Test
  void aTaskThatFailedAndIsTriggeredIsNotWellYet() {
    PageTasks.triggered(temporal);
    page.load(address);
    page.awaitText("#headline", "Not all is well. Some tags fail to be mirrored.");
    page.click("#problems a");
    page.awaitText("#shown", "1 task matches the filters.");
    assertEquals("?error_type=SourceMissing", page.value("location.search").asString());
  }

  @Test
  void anOutageOfARegistryIsSaidFirstAndIsWhatItsTasksWaitFor() throws IOException {
    PageTasks.registryAway(temporal);
    page.load(address);
    page.awaitText("#headline", "Not all is well. A registry does not serve.");
    page.awaitText("#problems", "quay.io does not serve: 2 tasks wait for it");
    String next = "when quay.io answers again; it is probed every 5 s";
    page.awaitText("#tasks .error", "Failure 3; next attempt " + next);
    requireAccessible("away", "document");
    page.load(address + "#ocp/4.22:component-0000");
    page.awaitText("#tag-state", "the task tries again " + next + ".");
  }
}
