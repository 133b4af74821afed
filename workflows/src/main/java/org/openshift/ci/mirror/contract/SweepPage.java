package org.openshift.ci.mirror.contract;

import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * The result of one page of a sweep.
 *
 * @param last the last entry of the page; null when it is the last page
 * @param found the page's part of the summary
 */
@WireRecord
public record SweepPage(TagReference last, SweepSummary found) {}
