/**
 * Image streams in YAML or JSON files, which are read as streams since a cluster's dump is large.
 */
package org.openshift.ci.mirror.imagestreams.file;
