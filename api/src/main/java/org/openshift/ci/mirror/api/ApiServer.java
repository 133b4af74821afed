package org.openshift.ci.mirror.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Starts the web server. */
final class ApiServer {

  /** Loggers of libraries whose messages below ERROR are noise, or repeat the service's own. */
  private static final List<String> QUIET =
      List.of(
          "com.github.benmanes.caffeine",
          "org.springdoc.core.events",
          "org.springframework.boot.autoconfigure.logging",
          "org.springframework.boot.tomcat.TomcatWebServer",
          "org.springframework.boot.web.context.servlet",
          "org.springframework.boot.web.server.servlet.context",
          "org.springframework.boot.webmvc.autoconfigure.WelcomePageHandlerMapping",
          "org.springframework.web.servlet.DispatcherServlet",
          "org.springframework.web.servlet.PageNotFound",
          "org.apache.catalina.core");

  private ApiServer() {}

  /**
   * Starts the server with this wiring, and returns once the port answers.
   *
   * <p>Spring sees only these settings and Java system properties. Neither files in the working
   * directory nor environment variables (Kubernetes sets some, like {@code SERVER_PORT=tcp://…})
   * override the command line.
   */
  static ServletWebServerApplicationContext start(ApiSettings settings, Class<?>... wiring) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("settings", properties(settings)));
    SpringApplication application = new SpringApplication(wiring);
    application.setEnvironment(environment);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("settings", settings));
    return (ServletWebServerApplicationContext) application.run();
  }

  private static Map<String, Object> properties(ApiSettings settings) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("spring.config.location", "optional:classpath:/no-such-folder/");
    properties.put("server.address", settings.host());
    properties.put("server.port", settings.port());
    properties.put("server.shutdown", "graceful");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    properties.put("server.compression.enabled", true);
    // Half a connection takes some 60 KiB, and a served one up to 500 KiB.
    properties.put("server.tomcat.max-connections", 600);
    properties.put("server.tomcat.accept-count", 1000);
    properties.put("server.tomcat.connection-timeout", "5s");
    // No request has a body: none is parsed, and the rest of one is not waited for.
    properties.put("server.tomcat.max-swallow-size", 0);
    properties.put("spring.servlet.multipart.enabled", false);
    properties.put("spring.mvc.formcontent.filter.enabled", false);
    properties.put("spring.threads.virtual.enabled", true);
    properties.put("spring.web.error.whitelabel.enabled", false);
    properties.put("springdoc.api-docs.version", "openapi_3_1");
    properties.put("springdoc.paths-to-match", "/api/**,/healthz,/readyz");
    properties.put("springdoc.default-produces-media-type", "application/json");
    properties.put("springdoc.writer-with-order-by-keys", true);
    properties.put("springdoc.override-with-generic-response", false);
    properties.put("logging.structured.format.console", LogLines.class.getName());
    QUIET.forEach(name -> properties.put("logging.level." + name, "ERROR"));
    return properties;
  }
}
