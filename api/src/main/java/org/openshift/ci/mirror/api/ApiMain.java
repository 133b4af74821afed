package org.openshift.ci.mirror.api;

import com.google.common.base.Throwables;
import java.util.Arrays;
import java.util.Optional;
import org.openshift.ci.mirror.api.ctl.MirrorCtl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The API process; or, with the first argument {@value #CTL}, its client {@link MirrorCtl}. */
public final class ApiMain {

  private static final String CTL = "ctl";

  private static final int CANNOT_START = 1;

  private ApiMain() {}

  /** Starts the service. Exits with 2 for bad arguments and 1 when the service cannot start. */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals(CTL)) {
      // Before anything of Spring is loaded.
      System.exit(MirrorCtl.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    int status = ApiCommand.commandLine(System.getenv(), ApiMain::serve).execute(arguments);
    if (status != 0) {
      System.exit(status);
    }
    // The web server's threads keep the process alive until a signal ends it.
  }

  private static int serve(ApiSettings settings) {
    Optional<String> problem = ListenAddress.problem(settings.host(), settings.port());
    if (problem.isPresent()) {
      return notStarted(problem.get());
    }
    try {
      ServletWebServerApplicationContext context =
          ApiServer.start(settings, WebWiring.class, TemporalWiring.class);
      // Spring sets logging up at its start, so the logger must not be made earlier.
      Logger log = LoggerFactory.getLogger(ApiMain.class);
      log.info(
          "ready: http://{}:{}/ shows the mirror tasks of namespace {} at Temporal {}",
          settings.host(),
          context.getWebServer().getPort(),
          settings.temporal().namespace(),
          settings.temporal().address());
      return 0;
    } catch (RuntimeException e) {
      return notStarted("cannot start: " + Throwables.getRootCause(e).getMessage());
    }
  }

  private static int notStarted(String why) {
    System.err.println("ci-images-mirror-api: " + why);
    return CANNOT_START;
  }
}
