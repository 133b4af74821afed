package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.api.FakeWiring.FakeTasks;
import org.openshift.ci.mirror.api.browser.BrowserPage;
import org.openshift.ci.mirror.api.browser.Chromium;
import org.openshift.ci.mirror.api.browser.SharedChromium;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * A test class that opens the page in a real browser, with Temporal replaced by a fake. Classes run
 * beside each other, each with a service of its own.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(SharedChromium.class)
abstract class WithPage {

  static final String TOKEN = "a-long-s3cret-token";
  static final Path PICTURES = Path.of("target", "page");

  private Path tokenFile;
  private Chromium browser;
  private ServletWebServerApplicationContext service;

  FakeTasks temporal;
  String address;
  BrowserPage page;

  @BeforeAll
  final void start(Chromium shared, @TempDir Path folder) throws IOException {
    browser = shared;
    tokenFile = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    service =
        ApiServer.start(TestSettings.withoutTemporal(tokenFile), WebWiring.class, FakeWiring.class);
    address = "http://127.0.0.1:" + service.getWebServer().getPort() + "/";
    temporal = service.getBean(FakeTasks.class);
  }

  @AfterAll
  final void stop() {
    if (service != null) {
      service.close();
    }
  }

  @BeforeEach
  void open() {
    PageTasks.calm(temporal);
    page = browser.open(1280, 900, false);
  }

  @AfterEach
  void close() {
    List<String> complaints = page.complaints();
    page.close();
    assertEquals(List.of(), complaints);
  }

  final void load(int tasks, String view) {
    PageTasks.open(temporal, tasks);
    page.load(address + view);
    page.awaitTrue(
        "!document.getElementById('shown').innerText.includes('Loading')"
            + " && document.querySelectorAll('#tasks tr').length === "
            + Math.min(tasks, 100));
  }

  /** Starts a service whose reads need the token too, and opens its page, which asks for it. */
  final ServletWebServerApplicationContext openWithClosedReads() {
    ServletWebServerApplicationContext closed =
        ApiServer.start(TestSettings.withClosedReads(tokenFile), WebWiring.class, FakeWiring.class);
    PageTasks.calm(closed.getBean(FakeTasks.class));
    page.load("http://127.0.0.1:" + closed.getWebServer().getPort() + "/");
    return closed;
  }

  final void requireAccessible(String name, String part) throws IOException {
    page.screenshot(PICTURES.resolve(name + ".png"));
    assertEquals(
        page.value("innerWidth").asInt(),
        page.value("Math.max(innerWidth, document.documentElement.scrollWidth)").asInt(),
        "it scrolls sideways");
    page.value("window.axe || (() => {" + Axe.script() + "})(); true");
    String faults =
        page.value(
                ("axe.run(%s).then(found => found.violations.flatMap(rule => rule.nodes.map("
                        + "node => rule.id + ' ' + node.target + ' ' + node.failureSummary)))")
                    .formatted(part))
            .toString();
    assertEquals("[]", faults);
  }
}
