/**
 * Following the configuration's file or address; a broken version leaves the one before in force.
 */
package org.openshift.ci.mirror.config.reload;
