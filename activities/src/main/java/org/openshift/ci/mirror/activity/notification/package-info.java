/** The activity that notifies people of failures. */
package org.openshift.ci.mirror.activity.notification;
