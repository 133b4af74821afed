package org.openshift.ci.mirror.api.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.openshift.ci.mirror.api.listing.TagReport;

/**
 * The report on a tag, with a comparison of its source and target.
 *
 * @param report the report; null when no task of the tag is known
 * @param check the comparison
 */
record CheckedTag(@JsonUnwrapped TagReport report, @JsonProperty("check") CheckEntry check) {}
