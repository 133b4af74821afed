package org.openshift.ci.mirror.api.history;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what became of mirror tasks in the last 24 hours. */
@RestController
public final class HistoryController {

  private final TaskHistory history;

  public HistoryController(TaskHistory history) {
    this.history = history;
  }

  @GetMapping("/api/v1/history")
  HistoryReport read() {
    return history.read();
  }
}
