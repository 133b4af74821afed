/** Reading digests at the source and the target, and comparing them. */
package org.openshift.ci.mirror.activity.check;
