package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the page shows in time: the oldest tasks, the last 24 hours, and a running push. */
class PageLatelyIT extends WithPage {

  @Test
  void showsTheOldestFirstAndOtherOrdersByTheAddress() {
    load(250, "");
    page.awaitText("#shown", "The oldest 100 of 250 tasks that are open.");
    assertTrue(page.text("#tasks tr:first-child").contains("component-0249"));
    page.click("#more");
    page.awaitTrue("document.querySelectorAll('#tasks tr').length === 200");
    page.click("#more");
    page.awaitTrue("document.querySelectorAll('#tasks tr').length === 250");
    assertTrue(page.text("#tasks tr:last-child").contains("component-0000"));
    page.value(
        "(sort => { sort.value = 'tag'; sort.dispatchEvent(new Event('change', {bubbles: true})) })"
            + "(document.forms.filters.elements.sort)");
    page.awaitText("#shown", "The first 100 of 250 tasks that are open.");
    assertTrue(page.text("#tasks tr:first-child").contains("component-0000"));
    assertEquals("?sort=tag", page.value("location.search").asString());
    page.load(address + "?state=parked&sort=newest");
    page.awaitText("#shown", "50 tasks match the filters.");
    assertTrue(page.text("#tasks tr:first-child").contains("component-0000"));
    assertEquals("newest", page.value("document.forms.filters.elements.sort.value").asString());
  }

  @Test
  void showsTheNewestOfSoManyTasksThatTheServiceSortsNone() {
    load(20_001, "");
    page.awaitText("#shown", "The newest 100 of 20,001 tasks that are open.");
    page.awaitText("#headline", "Some tags need a person");
    assertTrue(page.value("document.getElementById('trouble').hidden").asBoolean());
  }

  @Test
  void saysWhichStaleTagIsTheOldest() {
    load(250, "");
    page.awaitText(
        "#problems", "The oldest task, of ocp/4.22:component-0249, has been open for 7 h.");
    page.click("#problems a[href*=component]");
    page.awaitText("#tag-name", "ocp/4.22:component-0249");
  }

  @Test
  void showsWhatBecameOfTasksLately() {
    load(0, "");
    page.awaitText("#mirrored li:first-child", "ocp/4.22:mirrored-0000");
    assertEquals(10, page.count("#mirrored li"));
    assertTrue(page.text("#mirrored li:last-child").contains("83 min ago"));
    assertEquals(
        "#ocp/4.22:mirrored-0000",
        page.value("document.querySelector('#mirrored a').hash").asString());
    assertEquals(24, page.count("#hours tr"));
    assertEquals(24, page.count("#ended rect.good"));
    String label = page.value("document.querySelector('#ended svg').ariaLabel").asString();
    assertTrue(label.matches("Tasks that ended .*: [0-9,]+ mirrored, 30 not\\."), label);
    assertTrue(page.text("#open").contains("now 10"), page.text("#open"));
    PageTasks.open(temporal, 1);
    page.value("document.dispatchEvent(new Event('visibilitychange'))");
    page.awaitText("#headline", "Some tags need a person");
    page.awaitTrue("document.getElementById('last').hidden");
  }

  @Test
  void showsHowFarAPushIs() throws IOException {
    PageTasks.pushing(temporal);
    page.load(address + "#ocp/4.22:component-0001");
    page.awaitText(
        "#tag-state", "202 MiB of 411 MiB are at the target, 17 MiB a second on average.");
    assertEquals(0.49, page.value("document.querySelector('progress').position").asDouble(), 0.01);
    requireAccessible("push", "document");
  }
}
