/**
 * The Temporal activities: thin translations between the workflows' data and the registry engine,
 * the image stream sources and the Temporal client.
 */
package org.openshift.ci.mirror.activity;
