/** The activities of a sweep: a pass over one list of tags, page by page. */
package org.openshift.ci.mirror.activity.sweep;
