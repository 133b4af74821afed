package org.openshift.ci.mirror.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The accessibility checker axe-core, from Deque's library for Playwright. */
final class Axe {

  private static final String PLACE = "/axe.min.js";

  private Axe() {}

  static String script() throws IOException {
    try (InputStream file = Axe.class.getResourceAsStream(PLACE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
