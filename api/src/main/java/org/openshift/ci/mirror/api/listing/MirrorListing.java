package org.openshift.ci.mirror.api.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The answer to a request for the listing.
 *
 * @param mirrors the entries of this page; null when only their number was requested
 * @param total how many open tasks match, on all pages
 * @param nextPageToken the {@code page_token} of the next page; null on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MirrorListing(
    @JsonProperty("mirrors") List<MirrorEntry> mirrors,
    @JsonProperty("total") long total,
    @JsonProperty("next_page_token") String nextPageToken) {}
