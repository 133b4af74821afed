/** The last runs of a tag's mirror tasks. */
package org.openshift.ci.mirror.api.runs;
