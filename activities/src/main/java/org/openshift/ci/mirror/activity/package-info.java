/**
 * What the activities share: heartbeats, the fence, and the translation of exceptions to the errors
 * of mirror tasks. The activities themselves are thin adapters in the packages below.
 */
package org.openshift.ci.mirror.activity;
