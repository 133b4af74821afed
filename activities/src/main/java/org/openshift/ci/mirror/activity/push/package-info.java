/** The activity that pushes an image and its two tags. */
package org.openshift.ci.mirror.activity.push;
