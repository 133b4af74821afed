package org.openshift.ci.mirror.api;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.InstantSource;
import org.apache.catalina.core.StandardHost;
import org.openshift.ci.mirror.api.access.Access;
import org.openshift.ci.mirror.api.access.ClusterAccess;
import org.openshift.ci.mirror.api.access.ReadAccess;
import org.openshift.ci.mirror.api.access.TokenFile;
import org.openshift.ci.mirror.api.access.TokenFileAccess;
import org.openshift.ci.mirror.api.batch.BatchController;
import org.openshift.ci.mirror.api.batch.Batches;
import org.openshift.ci.mirror.api.check.CheckController;
import org.openshift.ci.mirror.api.check.TagChecks;
import org.openshift.ci.mirror.api.connections.BoundedHttp11;
import org.openshift.ci.mirror.api.events.EventController;
import org.openshift.ci.mirror.api.events.EventFeed;
import org.openshift.ci.mirror.api.history.HistoryController;
import org.openshift.ci.mirror.api.history.TaskHistory;
import org.openshift.ci.mirror.api.listing.AllOpenTasks;
import org.openshift.ci.mirror.api.listing.ListingController;
import org.openshift.ci.mirror.api.listing.OpenTaskList;
import org.openshift.ci.mirror.api.listing.TagController;
import org.openshift.ci.mirror.api.listing.TagReports;
import org.openshift.ci.mirror.api.lookup.LookupController;
import org.openshift.ci.mirror.api.lookup.TagLookup;
import org.openshift.ci.mirror.api.metrics.ApiMetrics;
import org.openshift.ci.mirror.api.metrics.MetricsController;
import org.openshift.ci.mirror.api.metrics.RequestCounts;
import org.openshift.ci.mirror.api.openapi.ApiDescription;
import org.openshift.ci.mirror.api.runs.RunController;
import org.openshift.ci.mirror.api.runs.TagRuns;
import org.openshift.ci.mirror.api.status.Outages;
import org.openshift.ci.mirror.api.status.StatusController;
import org.openshift.ci.mirror.api.status.TaskCounter;
import org.openshift.ci.mirror.api.sweep.SweepController;
import org.openshift.ci.mirror.api.sweep.Sweeps;
import org.openshift.ci.mirror.api.trigger.MirrorTrigger;
import org.openshift.ci.mirror.api.trigger.TriggerController;
import org.openshift.ci.mirror.api.watch.WatchController;
import org.openshift.ci.mirror.api.watch.Watches;
import org.openshift.ci.mirror.api.web.DotSegments;
import org.openshift.ci.mirror.api.web.ErrorPage;
import org.openshift.ci.mirror.api.web.HealthController;
import org.openshift.ci.mirror.api.web.ProblemAdvice;
import org.openshift.ci.mirror.api.web.ProblemValve;
import org.openshift.ci.mirror.api.web.Readiness;
import org.openshift.ci.mirror.api.web.ReadinessController;
import org.openshift.ci.mirror.api.web.SafetyHeaders;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Everything that speaks HTTP. Nothing is found by scanning: what is not here is not served. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class WebWiring {

  @Bean
  HealthController healthController() {
    return new HealthController();
  }

  @Bean
  ReadinessController readinessController(Readiness readiness) {
    return new ReadinessController(readiness);
  }

  @Bean
  WatchController watchController(Watches watches) {
    return new WatchController(watches);
  }

  @Bean
  ListingController listingController(OpenTaskList tasks, AllOpenTasks all) {
    return new ListingController(tasks, all);
  }

  @Bean
  TagController tagController(TagReports reports) {
    return new TagController(reports);
  }

  @Bean
  LookupController lookupController(TagLookup tags) {
    return new LookupController(tags);
  }

  @Bean
  TriggerController triggerController(Access access, MirrorTrigger trigger) {
    return new TriggerController(access, trigger);
  }

  @Bean
  Access access(ApiSettings settings) {
    return switch (settings.authorization()) {
      case TOKEN_FILE -> new TokenFileAccess(settings.triggerTokenFile().map(TokenFile::new));
      case KUBERNETES -> ClusterAccess.ofThisCluster();
    };
  }

  @Bean
  WebMvcConfigurer readAccess(ApiSettings settings, Access access) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        if (settings.authorizeReads()) {
          registry.addInterceptor(new ReadAccess(access)).addPathPatterns("/api/v1/**");
        }
      }
    };
  }

  @Bean
  ApiDescription apiDescription() {
    return new ApiDescription();
  }

  @Bean
  CheckController checkController(
      ApiSettings settings, Access access, TagReports reports, TagChecks checks) {
    return new CheckController(
        settings.decidesWhoMayDoWhat() ? access : Access.OPEN, reports, checks);
  }

  @Bean
  EventController eventController(EventFeed feed, JsonMapper json) {
    return new EventController(feed, json);
  }

  /** Before the web server waits for the requests that it serves. */
  @Bean
  ApplicationListener<ContextClosedEvent> endOfEvents(EventFeed feed) {
    return closed -> feed.close();
  }

  @Bean
  SweepController sweepController(Sweeps sweeps) {
    return new SweepController(sweeps);
  }

  @Bean
  StatusController statusController(
      Sweeps sweeps, Watches watches, Outages outages, AllOpenTasks all, Access access) {
    return new StatusController(
        sweeps,
        watches,
        outages,
        new TaskCounter(all, Ticker.systemTicker(), InstantSource.system()),
        access,
        InstantSource.system());
  }

  @Bean
  HistoryController historyController(TaskHistory history) {
    return new HistoryController(history);
  }

  @Bean
  RunController runController(TagRuns runs) {
    return new RunController(runs);
  }

  @Bean
  BatchController batchController(Access access, Batches batches) {
    return new BatchController(access, batches);
  }

  @Bean
  ApiMetrics apiMetrics() {
    return new ApiMetrics();
  }

  @Bean
  MetricsController metricsController(ApiMetrics metrics) {
    return new MetricsController(metrics);
  }

  @Bean
  ProblemAdvice problemAdvice(ApiMetrics metrics) {
    return new ProblemAdvice(metrics::refused);
  }

  @Bean
  ErrorPage errorPage() {
    return new ErrorPage();
  }

  @Bean
  DotSegments dotSegments(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return new DotSegments(problems);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(ApiMetrics metrics) {
    return factory -> {
      factory.setProtocol(BoundedHttp11.class.getName());
      factory.addEngineValves(new SafetyHeaders(), new RequestCounts(metrics));
      factory.addContextCustomizers(
          context ->
              ((StandardHost) context.getParent())
                  .setErrorReportValveClass(ProblemValve.class.getName()));
    };
  }
}
