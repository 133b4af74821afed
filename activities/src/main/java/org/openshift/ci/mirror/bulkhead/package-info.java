/**
 * Limits how many requests and transfers run at once for each registry host, so that a slow host
 * delays no other.
 */
package org.openshift.ci.mirror.bulkhead;
