package org.openshift.ci.mirror.api.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The answer of the listing.
 *
 * @param mirrors the entries of this page; null when only their number was asked for
 * @param total how many open tasks match, on this page or not
 * @param nextPageToken gives the next page as {@code page_token}; null after the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MirrorListing(
    @JsonProperty("mirrors") List<MirrorEntry> mirrors,
    @JsonProperty("total") long total,
    @JsonProperty("next_page_token") String nextPageToken) {}
