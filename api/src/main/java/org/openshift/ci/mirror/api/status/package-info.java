/** Whether all is well: one rule for everybody who asks. */
package org.openshift.ci.mirror.api.status;
