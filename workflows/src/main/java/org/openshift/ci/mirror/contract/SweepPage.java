package org.openshift.ci.mirror.contract;

import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * What a page of a list amounted to.
 *
 * @param last the last entry looked at; null when there are no more behind this page
 * @param found the page's part of the summary
 */
@WireRecord
public record SweepPage(TagReference last, SweepSummary found) {}
