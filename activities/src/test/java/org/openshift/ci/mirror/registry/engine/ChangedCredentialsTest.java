package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.testing.Await;

/** Which images are concerned when the credentials file changes. */
class ChangedCredentialsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private RegistryEngine engine;

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  private void open(String json) throws IOException {
    write(json);
    engine = RegistryEngine.create(EngineSettings.defaults().withCredentialsFile(file()));
    assertEquals(Optional.empty(), engine.changedCredentials());
  }

  private Path file() {
    return folder.resolve("config.json");
  }

  private void write(String json) throws IOException {
    Path half = Files.writeString(folder.resolve("config.json.new"), json);
    Files.move(half, file(), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String auths(String... entries) {
    return "{\"auths\":{" + String.join(",", entries) + "}}";
  }

  private static String entry(String key, String password) {
    return "\"%s\":{\"username\":\"robot\",\"password\":\"%s\"}".formatted(key, password);
  }

  private Predicate<PullSpec> awaitChange() {
    AtomicReference<Predicate<PullSpec>> change = new AtomicReference<>();
    Await.until(
        "the change is noticed",
        SOON,
        () -> {
          engine.changedCredentials().ifPresent(change::set);
          return change.get() != null;
        },
        () -> "");
    return change.get();
  }

  private static PullSpec image(String pullSpec) {
    return PullSpec.parse(pullSpec);
  }

  @Test
  void onlyThoseWhoseEntryIsAnotherOne() throws IOException {
    open(auths(entry("quay.io", "a"), entry("quay.io/team", "b"), entry("gone.example", "c")));
    write(auths(entry("quay.io", "a"), entry("quay.io/team", "mended"), entry("new.example", "d")));
    Predicate<PullSpec> changed = awaitChange();
    assertTrue(changed.test(image("quay.io/team/app:1")));
    assertFalse(changed.test(image("quay.io/teams/app:1")));
    assertTrue(changed.test(image("new.example/app:1")));
    assertTrue(changed.test(image("gone.example/app:1")));
    assertFalse(changed.test(image("other.example/app:1")));
    assertEquals(Optional.empty(), engine.changedCredentials(), "each change is told once");
  }

  @Test
  void dockerHubByAnyOfItsNames() throws IOException {
    open(auths());
    write(auths(entry("https://index.docker.io/v1/", "a")));
    assertTrue(awaitChange().test(image("docker.io/library/app:1")));
  }

  /** Only the helper knows whether its credential is another one. */
  @Test
  void allThatAHelperAnswersFor() throws IOException {
    open("{\"credHelpers\":{\"helped.example\":\"some\"}}");
    write("{\"credHelpers\":{\"helped.example\":\"some\"},\"auths\":{}}");
    Predicate<PullSpec> changed = awaitChange();
    assertTrue(changed.test(image("helped.example/app:1")));
    assertFalse(changed.test(image("other.example/app:1")));
  }

  @Test
  void aBrokenFileChangesNothing() throws IOException {
    open(auths(entry("quay.io", "a")));
    write("{\"auths\":");
    write(auths(entry("quay.io", "b")));
    assertTrue(awaitChange().test(image("quay.io/app:1")));
  }
}
