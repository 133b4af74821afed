/**
 * How many requests and transfers each registry host may have under way, so that a slow one holds
 * up no other.
 */
package org.openshift.ci.mirror.bulkhead;
