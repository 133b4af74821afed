/**
 * Reads the configuration's file or URL, and follows the file. When a new version is rejected, the
 * one before stays in force.
 */
package org.openshift.ci.mirror.config.reload;
