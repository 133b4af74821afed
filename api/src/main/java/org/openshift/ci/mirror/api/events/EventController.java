package org.openshift.ci.mirror.api.events;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.openshift.ci.mirror.api.web.RequestParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes of open tasks as server-sent events (HTML standard, section 9.2). The answer is written
 * by the thread of the request, because requests must not be asynchronous here; it ends after 50
 * seconds, and browsers ask again by themselves.
 */
@RestController
public final class EventController {

  private static final Logger log = LoggerFactory.getLogger(EventController.class);

  private final EventFeed feed;
  private final JsonMapper json;

  public EventController(EventFeed feed, JsonMapper json) {
    this.feed = feed;
    this.json = json;
  }

  @ApiResponse(
      responseCode = "200",
      description = "OK",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void events(HttpServletRequest http, HttpServletResponse response) {
    new RequestParameters(http.getParameterMap()).requireOnly(List.of());
    feed.join();
    try {
      response.setContentType("text/event-stream;charset=UTF-8");
      new EventStream(feed, json, response.getWriter()).writeFrom(http.getHeader("Last-Event-ID"));
    } catch (IOException e) {
      log.debug("a listener has gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      feed.leave();
    }
  }
}
