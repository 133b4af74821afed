package org.openshift.ci.mirror.api.listing;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The listing of open mirror tasks. */
@RestController
public final class ListingController {

  private final OpenTaskList tasks;

  public ListingController(OpenTaskList tasks) {
    this.tasks = tasks;
  }

  @GetMapping("/api/v1/mirrors")
  MirrorListing list(HttpServletRequest http) {
    ListingRequest request = ListingRequest.of(http.getParameterMap());
    return request.show()
        ? show(request)
        : new MirrorListing(null, tasks.count(request.query()), null);
  }

  private MirrorListing show(ListingRequest request) {
    TaskPage page = tasks.page(request.query(), request.limit(), request.pageToken());
    boolean more = !page.nextPageToken().isEmpty();
    if (!more && request.pageToken().isEmpty()) {
      // Everything is on this page, so a count is not needed.
      return new MirrorListing(page.entries(), page.entries().size(), null);
    }
    return new MirrorListing(
        page.entries(), tasks.count(request.query()), more ? page.nextPageToken() : null);
  }
}
