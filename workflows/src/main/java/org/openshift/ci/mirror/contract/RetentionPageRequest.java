package org.openshift.ci.mirror.contract;

import java.time.Instant;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * A page of a retention sweep.
 *
 * @param days see {@link RetentionInput#days}
 * @param remove see {@link RetentionInput#remove}
 * @param since when the sweep began, by Temporal's clock
 * @param before the page before
 */
@WireRecord
public record RetentionPageRequest(int days, boolean remove, Instant since, RetentionPage before) {}
