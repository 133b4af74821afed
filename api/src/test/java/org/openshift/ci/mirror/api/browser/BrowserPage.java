package org.openshift.ci.mirror.api.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A window of the browser. */
public final class BrowserPage implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Map<String, Integer> KEYS = Map.of("Tab", 9, "Enter", 13, "Escape", 27);

  private final DevTools tools;
  private final String context;
  private final String session;

  BrowserPage(DevTools tools, String context, String session) {
    this.tools = tools;
    this.context = context;
    this.session = session;
    for (String domain : List.of("Page", "Runtime", "Log")) {
      call(domain + ".enable", Map.of());
    }
    // Each window behaves as if it had the focus, which only one of those that tests open has.
    call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
  }

  /** Sets the size in CSS pixels and the preferred colours. */
  public void look(int width, int height, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Loads an address, also if the page has it already. */
  public void load(String address) {
    call("Page.navigate", Map.of("url", "about:blank"));
    awaitTrue("location.href === 'about:blank'");
    call("Page.navigate", Map.of("url", address));
    awaitTrue("location.href !== 'about:blank' && document.readyState === 'complete'");
  }

  /** The value of an expression in JavaScript, or of its promise. */
  public JsonNode value(String expression) {
    JsonNode result =
        call(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true))
            .result();
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  public String text(String selector) {
    return value("document.querySelector('%s').innerText".formatted(selector)).asString("");
  }

  public int count(String selector) {
    return value("document.querySelectorAll('%s').length".formatted(selector)).asInt();
  }

  /** Waits until an expression is true. */
  public void awaitTrue(String expression) {
    await(expression)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> value("Boolean(" + expression + ")").asBoolean());
  }

  /** Waits until what the element shows contains a text. */
  public void awaitText(String selector, String text) {
    awaitTrue(
        "(document.querySelector('%s')?.innerText ?? '').includes(`%s`)".formatted(selector, text));
  }

  public void click(String selector) {
    value("document.querySelector('%s').click()".formatted(selector));
  }

  /** Presses and releases {@code Tab}, {@code Enter} or {@code Escape}. */
  public void press(String key) {
    Map<String, Object> up =
        Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", KEYS.get(key));
    Map<String, Object> down =
        Map.of(
            "type",
            "keyDown",
            "key",
            key,
            "code",
            key,
            "windowsVirtualKeyCode",
            KEYS.get(key),
            "text",
            key.equals("Enter") ? "\r" : "");
    call("Input.dispatchKeyEvent", down);
    call("Input.dispatchKeyEvent", up);
  }

  /** Types a text into the element that has the focus. */
  public void type(String text) {
    call("Input.insertText", Map.of("text", text));
  }

  /** Presses Tab until an element has the focus. */
  public void tabTo(String selector) {
    for (int i = 0; i < 200; i++) {
      if (value("document.activeElement.matches('%s')".formatted(selector)).asBoolean()) {
        return;
      }
      press("Tab");
    }
    throw new AssertionError("200 tabs do not reach " + selector);
  }

  /** Writes what the window shows as PNG. */
  public void screenshot(Path file) {
    byte[] image =
        Base64.getDecoder()
            .decode(call("Page.captureScreenshot", Map.of("format", "png")).string("data"));
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Exceptions of scripts, and errors of the browser such as refusals of the content policy. */
  public List<String> complaints() {
    return List.copyOf(tools.complaints(session));
  }

  private DevTools.Answer call(String method, Map<String, Object> parameters) {
    return tools.call(session, method, parameters);
  }

  @Override
  public void close() {
    tools.call("", "Target.disposeBrowserContext", Map.of("browserContextId", context));
  }
}
