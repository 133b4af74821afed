package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.temporal.TemporalFailures;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The page in a real browser, with Temporal replaced by a fake. */
@Order(3)
class PageIT extends WithPage {

  private static final String FIRST = "#ocp/4.22:component-0000";

  @Test
  void saysThatAllIsWell() {
    load(0, "");
    page.awaitText("#headline", "All is well");
    assertEquals("20,113 watched tags, 20,103 equal, 10 open.", page.text("#sentence"));
    assertTrue(page.text("#watch").contains("connected for 30 h, last change 3 min ago"));
    assertTrue(page.text("#sweeps").startsWith("Last full check: ended at "));
    assertEquals("No tasks are open.", page.text("#shown"));
    page.screenshot(PICTURES.resolve("well.png"));
  }

  @Test
  void saysFirstWhatIsWorst() {
    temporal.watches.clear();
    load(50, "");
    page.awaitText("#headline", "Changed tags are not noticed");
    assertTrue(
        page.text("#problems li:nth-child(2)")
            .equals("10 tasks are parked and need a person: distributor 5, art 5"),
        page.text("#problems"));
    page.click("#problems a[href*=art]");
    page.awaitText("#shown", "5 tasks match the filters.");
    assertEquals("?state=parked&owner=art", page.value("location.search").asString());
    page.load(address + "?state=parked&owner=art");
    page.awaitText("#shown", "5 tasks match the filters.");
    assertEquals("parked", page.value("document.forms.filters.elements.state.value").asString());
  }

  @ParameterizedTest
  @CsvSource({"1, 1 task is open.", "50, 50 tasks are open."})
  void showsTasksInLittleSpace(int number, String words) {
    load(number, "?sort=newest");
    page.awaitText("#headline", "Some tags need a person");
    assertEquals(words, page.text("#shown"));
    int height = page.value("document.documentElement.scrollHeight").asInt();
    assertTrue(height < 900 + 100 * number, height + " pixels");
    String error = "document.querySelector('#tasks .error .text')";
    assertTrue(page.value(error + ".offsetHeight").asInt() < 60);
    page.click("#tasks .error button");
    assertTrue(page.value(error + ".offsetHeight").asInt() > 100);
    assertEquals(
        "true",
        page.value("document.querySelector('#tasks .error button').ariaExpanded").asString());
  }

  @Test
  void reachesTheOldestOfTwoThousandTasks() {
    load(2_000, "?sort=newest");
    page.awaitText("#shown", "The newest 100 of 2,000 tasks that are open.");
    for (int shown : new int[] {200, 400, 800, 1_600, 2_000}) {
      page.click("#more");
      page.awaitTrue("document.querySelectorAll('#tasks tr').length === " + shown);
    }
    assertEquals("2,000 tasks are open.", page.text("#shown"));
    assertTrue(page.text("#tasks tr:last-child").contains("ocp/4.22:component-1999"));
    assertTrue(page.value("document.getElementById('more').hidden").asBoolean());
  }

  @Test
  void keepsFocusSelectionAndOpenedErrorsWhenItReadsAgain() {
    load(50, "?sort=newest");
    page.click("#tasks tr:nth-child(1) .error button");
    page.value("document.querySelector('#tasks tr:nth-child(4) a').focus()");
    page.value(
        "getSelection().selectAllChildren(document.querySelector('#tasks tr:nth-child(6) th a'))");
    temporal.open.remove(8);
    temporal.open.addFirst(PageTasks.entry(77));
    // As when the page is looked at again: it reads at once.
    page.value("document.dispatchEvent(new Event('visibilitychange'))");
    page.awaitText("#tasks tr:nth-child(1)", "component-0077");
    assertEquals(
        "ocp/4.22:component-0003", page.value("document.activeElement.innerText").asString());
    assertEquals("ocp/4.22:component-0005", page.value("getSelection().toString()").asString());
    assertEquals("less", page.text("#tasks tr:nth-child(2) .error button"));
    assertEquals(50, page.count("#tasks tr"));
  }

  @Test
  void saysSinceWhenItIsNotUpToDateAndComesBack() {
    load(1, "");
    page.awaitText("#headline", "Some tags need a person");
    temporal.failure = explained(Status.UNAVAILABLE);
    page.awaitText("#trouble", "Temporal does not answer; what you see is from ");
    assertTrue(
        page.text("#trouble").matches(".* from \\d\\d:\\d\\d\\. Check that it runs .*"),
        page.text("#trouble"));
    assertEquals("Not up to date", page.text("#headline"));
    assertEquals(1, page.count("#tasks tr"));
    page.screenshot(PICTURES.resolve("outage.png"));
    temporal.failure = null;
    page.awaitTrue("document.getElementById('trouble').hidden");
    page.awaitText("#headline", "Some tags need a person");
  }

  @Test
  void showsNoTextOfTemporalsLibrary() {
    load(0, "");
    for (Status.Code code : Status.Code.values()) {
      if (code != Status.Code.OK) {
        String detail = explained(code.toStatus()).getMessage();
        String shown =
            page.value("import('./page/api.js').then(api => api.inWords('%s'))".formatted(detail))
                .asString();
        assertTrue(shown.startsWith("Temporal ") && shown.contains("; "), shown);
        assertFalse(shown.contains("of a library") || shown.contains(code.name()), shown);
      }
    }
  }

  private static ApiProblem explained(Status status) {
    return new TemporalFailures("temporal.example:7233", "mirror")
        .explain(
            new StatusRuntimeException(status.withDescription("words (of a library): no (x) y")));
  }

  @Test
  void asksForTheTokenWhereAlsoReadsNeedIt() {
    try (ServletWebServerApplicationContext _ = openWithClosedReads()) {
      page.awaitTrue("!document.getElementById('give-token').hidden");
      page.click("#give-token");
      fill("ask-token", TOKEN);
      page.click("#ask-send");
      page.awaitText("#headline", "All is well");
      page.awaitTrue("document.getElementById('trouble').hidden");
    }
  }

  @Test
  void asksForReasonAndOnceForTheToken() {
    load(1, "");
    page.click("#tasks a");
    page.awaitText("#tag-state", "parked");
    page.awaitTrue("document.querySelectorAll('#tag-runs li').length === 4");
    page.click("[data-action=trigger]");
    fill("ask-reason", "the image was imported again");
    fill("ask-token", "a-wrong-token");
    page.click("#ask-send");
    page.awaitText("#ask-failure", "The service does not accept this token");
    fill("ask-token", TOKEN);
    page.click("#ask-send");
    page.awaitText("#notice", "Triggered.");
    page.click("[data-action=park]");
    assertTrue(page.value("document.getElementById('ask-token-field').hidden").asBoolean());
    page.click("#ask-send");
    page.awaitText("#ask-failure", "Say in a line why");
    fill("ask-reason", "waits for the base image");
    page.click("#ask-send");
    page.awaitText("#notice", "Parked.");
    assertEquals(
        List.of("trigger: the image was imported again", "park: waits for the base image"),
        temporal.requests.stream().map(PageIT::inWords).toList());
    assertEquals(
        0,
        page.value("localStorage.length + sessionStorage.length + document.cookie.length").asInt());
    page.load(address + FIRST);
    page.awaitText("#tag-state", "parked");
    page.click("[data-action=withdraw]");
    assertFalse(page.value("document.getElementById('ask-token-field').hidden").asBoolean());
  }

  private static String inWords(OperatorRequest request) {
    return request.action().wireName() + ": " + request.reason();
  }

  private void fill(String id, String text) {
    page.value("document.getElementById('%s').value = '%s'".formatted(id, text));
  }

  private void checkNow() {
    page.click("[data-action=check]");
    page.awaitTrue("document.getElementById('ask').open");
    fill("ask-token", TOKEN);
    page.click("#ask-send");
    page.awaitText("#tag-check", "Source and target differ.");
  }

  @Test
  void comparesATagNow() {
    page.load(address + FIRST.replace("0000", "none"));
    page.awaitText("#tag-state", "no mirror task for ocp/4.22:component-none is known");
    checkNow();
  }

  @Test
  void whatACheckFoundIsGoneWhenTheTaskHasDoneSomethingSince() {
    load(1, "");
    page.click("#tasks a");
    page.awaitText("#tag-state", "parked");
    checkNow();
    page.awaitText("#tag-check", "a trigger helps once that is mended.");
    PageTasks.mirrored(temporal);
    page.awaitText("#tag-state", "Mirrored: the target got the image.");
    page.awaitTrue("document.getElementById('tag-check').hidden");
    assertTrue(
        page.text("#tag-facts").matches("(?s).*Target digest at \\d\\d:\\d\\d\\s.*"),
        page.text("#tag-facts"));
    page.screenshot(PICTURES.resolve("ended.png"));
  }

  @Test
  void onlyAnUnparkIsOfferedForWhatAPersonParked() {
    PageTasks.parkedByHand(temporal);
    page.load(address + FIRST);
    page.awaitText("#tag-state", "It goes on when somebody unparks it.");
    assertTrue(page.value("document.querySelector('[data-action=trigger]').hidden").asBoolean());
    assertFalse(page.value("document.querySelector('[data-action=unpark]').hidden").asBoolean());
  }

  @Test
  void needsNoMouse() {
    load(1, "");
    page.press("Tab");
    assertEquals("Skip to the content", page.value("document.activeElement.innerText").asString());
    page.press("Enter");
    page.tabTo("#tasks a");
    page.press("Enter");
    page.awaitText("#tag-state", "parked");
    assertEquals("tag-name", page.value("document.activeElement.id").asString());
    page.tabTo("[data-action=trigger]");
    page.press("Enter");
    page.tabTo("#ask-reason");
    page.type("by keyboard");
    page.tabTo("#ask-token");
    page.type(TOKEN);
    page.press("Enter");
    page.awaitText("#notice", "Triggered.");
    await().until(() -> temporal.requests.size() == 1);
    page.tabTo("[data-action=park]");
    page.press("Enter");
    page.awaitTrue("document.getElementById('ask').open");
    page.press("Escape");
    page.awaitTrue("!document.getElementById('ask').open");
    assertEquals("park", page.value("document.activeElement.dataset.action").asString());
    page.value("history.back()");
    page.awaitTrue("document.activeElement.matches('#tasks a')");
  }

  @ParameterizedTest
  @CsvSource({"light, 1280, false", "dark, 1280, true", "phone, 390, true"})
  void hasNoFaultThatAxeFinds(String name, int width, boolean dark) throws IOException {
    page.look(width, 900, dark);
    load(10, "");
    page.awaitText("#headline", "Some tags need a person");
    requireAccessible(name + "-list", "document");
    page.value("document.getElementById('shown').scrollIntoView()");
    page.screenshot(PICTURES.resolve(name + "-table.png"));
    page.load(address + FIRST);
    page.awaitText("#tag-state", "parked");
    page.awaitTrue("document.querySelectorAll('#tag-runs li').length === 4");
    page.screenshot(PICTURES.resolve(name + "-tag.png"));
    checkNow();
    requireAccessible(name + "-check", "document");
    page.click("[data-action=park]");
    requireAccessible(name + "-dialog", "'#ask'");
  }
}
