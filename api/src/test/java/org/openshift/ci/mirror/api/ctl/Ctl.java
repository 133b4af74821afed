package org.openshift.ci.mirror.api.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/**
 * The outcome of a command line.
 *
 * @param status its exit status
 * @param output what it wrote to its standard output
 * @param errors what it wrote to its standard error
 */
public record Ctl(int status, String output, String errors) {

  static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private static final Path NO_HOME = Path.of("/nonexistent");

  /** Runs a command line against a service. */
  static Ctl run(ScriptedApi api, String... arguments) {
    return run(Map.of(CtlSettings.API_VARIABLE, api.address()), NO_HOME, arguments);
  }

  static Ctl run(Map<String, String> environment, Path home, String... arguments) {
    return run(environment, home, InstantSource.fixed(NOW), arguments);
  }

  /** Runs a command line at the time of now, without a settings file. */
  public static Ctl runNow(Map<String, String> environment, String... arguments) {
    return run(environment, NO_HOME, InstantSource.system(), arguments);
  }

  private static Ctl run(
      Map<String, String> environment, Path home, InstantSource clock, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = MirrorCtl.commandLine(environment, home, clock);
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    int status = commandLine.execute(arguments);
    commandLine.getOut().flush();
    commandLine.getErr().flush();
    return new Ctl(status, out.toString(), err.toString());
  }

  /** Checks the exit status, and shows everything if it is another. */
  public Ctl ended(int expected) {
    assertEquals(expected, status, toString());
    return this;
  }

  /** A task as the service lists it. */
  static String task(String tag, String state, String error) {
    return """
        {"source_tag_ref":{"namespace":"ocp","name":"4.22","tag":"%s"},"source":"s/ocp/4.22:%s",
        "destination":"t/ci:ocp_4.22_%s","current_quay_digest":"","created_at":"2026-11-26T11:50:00Z",
        "stale":true,"owner":"distributor","state":"%s","error_type":%s,"last_error":%s,"failures":2,
        "next_attempt_at":"2026-11-26T12:05:00Z","workflow_id":"mirror/ocp_4.22_%s","workflow_url":"u",
        "last_request":null,"source_digest":null,"date_destination":null,"ended":null,"outcome":null,
        "result":null}"""
        .formatted(
            tag,
            tag,
            tag,
            state,
            error == null ? null : "\"SourceMissing\"",
            error == null ? null : '"' + error + '"',
            tag);
  }

  /** A task that waits until a registry serves again. */
  static String waiting(String tag, String registry) {
    return task(tag, "retrying", "no answer")
        .replace(
            "\"workflow_id\"",
            "\"waits_for\":{\"registry\":\"%s\",\"probed_every_seconds\":5},\"workflow_id\""
                .formatted(registry));
  }

  /** The report on {@code ocp/4.22:cli} after its task has ended. */
  static String ended(String outcome, String more) {
    return task("cli", "", null)
            .replace("\"state\":\"\"", "\"state\":null")
            .replace("\"ended\":null", "\"ended\":\"2026-11-26T11:55:00Z\"")
            .replace("\"outcome\":null", "\"outcome\":\"" + outcome + "\"")
            .replaceFirst("}$", "")
        + more
        + "}";
  }

  /** A comparison, as the service adds it to a report. */
  static String check(Boolean watched, Boolean equal, String reason) {
    return """
        "check":{"checked_at":"2026-11-26T12:00:00Z","watched":%s,"equal":%s,"reason":%s,
        "source_digest":"sha256:aa","target_digest":"sha256:bb","source":"s","owner":null,
        "error_type":null}"""
        .formatted(watched, equal, reason == null ? null : '"' + reason + '"');
  }
}
