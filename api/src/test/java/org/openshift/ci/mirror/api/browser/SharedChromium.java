package org.openshift.ci.mirror.api.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives parameters of type {@link Chromium} the one browser of all test classes, which starts at
 * the first use and ends with the last test of this JVM. Without a browser, the class is skipped.
 */
public final class SharedChromium implements BeforeAllCallback, ParameterResolver {

  @Override
  public void beforeAll(ExtensionContext context) {
    Assumptions.assumeTrue(
        Chromium.installed().isPresent(),
        "the page is not tested: this machine has no Chromium; install the package"
            + " 'chromium-headless-shell' or 'chromium'");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Chromium.class;
  }

  @Override
  public Chromium resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedChromium.class))
        .computeIfAbsent(Chromium.class, any -> start(), Chromium.class);
  }

  private static Chromium start() {
    try {
      // Not a folder that JUnit removes: processes of the browser may still write then.
      Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium-");
      return Chromium.start(Chromium.installed().orElseThrow(), profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
