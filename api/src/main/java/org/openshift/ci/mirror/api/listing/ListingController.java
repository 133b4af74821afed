package org.openshift.ci.mirror.api.listing;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The listing of open mirror tasks. */
@RestController
public final class ListingController {

  private final OpenTaskList tasks;
  private final AllOpenTasks all;

  /**
   * The listing.
   *
   * @param all the same tasks, for other orders than Temporal's
   */
  public ListingController(OpenTaskList tasks, AllOpenTasks all) {
    this.tasks = tasks;
    this.all = all;
  }

  @GetMapping("/api/v1/mirrors")
  MirrorListing list(HttpServletRequest http) {
    ListingRequest request = ListingRequest.of(http.getParameterMap());
    if (!request.show()) {
      return new MirrorListing(null, tasks.count(request.query()), null);
    }
    return request.order() == TaskOrder.NEWEST ? show(request) : sorted(request);
  }

  private MirrorListing sorted(ListingRequest request) {
    AllOpenTasks.Part page =
        all.page(request.query(), request.order(), request.limit(), request.pageToken());
    if (page.total() == 0) {
      // This fails if nobody looks for changed tags, since then an empty list says nothing.
      long _ = tasks.count(request.query());
    }
    return new MirrorListing(
        page.entries(), page.total(), page.nextPageToken().isEmpty() ? null : page.nextPageToken());
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
