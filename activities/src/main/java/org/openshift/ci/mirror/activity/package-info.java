/**
 * What the activities share: heartbeats, the fence, and failures in the terms of mirror tasks. The
 * activities themselves are thin adapters in the packages below.
 */
package org.openshift.ci.mirror.activity;
