/** Why a request cannot be answered, independent of HTTP. */
package org.openshift.ci.mirror.api.problem;
