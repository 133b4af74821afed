/** The commands of the bench, and the tables that they print. */
package org.openshift.ci.mirror.bench;
