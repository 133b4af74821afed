/** What all that watches files has in common. */
package org.openshift.ci.mirror.files;
