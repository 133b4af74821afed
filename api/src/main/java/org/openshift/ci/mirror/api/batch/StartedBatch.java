package org.openshift.ci.mirror.api.batch;

/**
 * A batch that has begun.
 *
 * @param id its id at Temporal
 * @param url its page in Temporal's Web UI
 */
public record StartedBatch(String id, String url) {}
