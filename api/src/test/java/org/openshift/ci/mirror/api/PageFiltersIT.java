package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The filters of the list on the page. */
class PageFiltersIT extends WithPage {

  private static final String DEFINITION =
      "the target has no image, or one that was created more than 24 hours before the source's.";
  private static final String FIELD = "document.forms.filters.elements.error_type";

  @Test
  void errorTypesAreChosenAmongThoseThatTasksHave() {
    load(10, "");
    page.awaitTrue(FIELD + ".options.length === 3");
    assertEquals(
        "any, SourceMissing (2), UploadInterrupted (2)",
        page.value("[..." + FIELD + ".options].map(option => option.text).join(', ')").asString());
    page.value(
        "(field => { field.value = 'SourceMissing'; field.dispatchEvent(new Event('change', {bubbles: true})) })("
            + FIELD
            + ")");
    page.awaitText("#shown", "2 tasks match the filters.");
    assertEquals("?error_type=SourceMissing", page.value("location.search").asString());
    page.value("document.dispatchEvent(new Event('visibilitychange'))");
    page.awaitTrue(FIELD + ".value === 'SourceMissing'");
  }

  @Test
  void theErrorTypeOfTheAddressIsOfferedAlsoIfNoTaskHasIt() {
    page.load(address + "?error_type=AccessDenied");
    page.awaitText("#shown", "No tasks match the filters.");
    page.awaitTrue(FIELD + ".value === 'AccessDenied'");
  }

  @Test
  void staleIsExplained() throws IOException {
    load(10, "");
    page.awaitText("#count-stale", "4");
    assertTrue(page.value("document.getElementById('stale-means').hidden").asBoolean());
    for (String named :
        new String[] {"a[data-view='stale=true']", "#filters [name=stale]", "#tasks .stale"}) {
      String title = page.value("document.querySelector(\"%s\").title".formatted(named)).asString();
      assertTrue(title.contains(DEFINITION), named + ": " + title);
    }
    page.click("a[data-view]:nth-child(2)");
    page.awaitText("#shown", "4 tasks match the filters.");
    page.awaitText("#stale-means", DEFINITION);
    assertEquals(
        page.value("document.querySelector('#filters [name=state]').offsetTop").asInt(),
        page.value("document.querySelector('#filters [type=reset]').offsetTop").asInt(),
        "the filters fit into one line");
    page.screenshot(PICTURES.resolve("stale.png"));
    temporal.open.clear();
    page.load(address);
    page.awaitText("#shown", "No tasks are open.");
    page.awaitText("#stale-means", DEFINITION);
    requireAccessible("empty", "document");
  }

  @Test
  void aRefusedFilterIsShownAndNotLoadedForEver() throws IOException {
    PageTasks.open(temporal, 3);
    page.load(address + "?error_type=sourcemissing");
    page.awaitText(
        "#shown",
        "No tasks can be shown: 'error_type' is 'sourcemissing', and must be one of: RegistryUnreach");
    page.awaitText("#headline", "Not all is well. Some tags need a person.");
    assertTrue(page.value("document.getElementById('trouble').hidden").asBoolean());
    requireAccessible("refused", "document");
    page.click("#filters [type=reset]");
    page.awaitText("#shown", "3 tasks are open.");
    page.value("history.back()");
    page.awaitText("#shown", "No tasks can be shown: ");
    assertEquals(0, page.count("#tasks tr"));
    assertFalse(page.text("#shown").contains("Loading"));
  }
}
