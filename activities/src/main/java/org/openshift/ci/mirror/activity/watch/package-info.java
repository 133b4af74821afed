/** The activities of the watch and of the watcher. */
package org.openshift.ci.mirror.activity.watch;
