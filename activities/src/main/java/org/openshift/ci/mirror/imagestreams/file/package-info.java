/** Image streams in YAML or JSON files, read as a stream since a dump of a cluster is large. */
package org.openshift.ci.mirror.imagestreams.file;
