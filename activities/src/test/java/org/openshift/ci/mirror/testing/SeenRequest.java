package org.openshift.ci.mirror.testing;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that a {@link ScriptedServer} got.
 *
 * @param method {@code GET}, …
 * @param target path with query
 * @param headers by name in lower case
 * @param nanoTime when its head had come, as {@link System#nanoTime()} gives it
 */
public record SeenRequest(
    String method, String target, Map<String, String> headers, long nanoTime) {

  public SeenRequest {
    headers = Map.copyOf(headers);
  }

  /** The value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Length of the body as announced; 0 without one. */
  public long length() {
    return header("Content-Length").map(Long::parseLong).orElse(0L);
  }
}
