/** Bounds on the connections that Tomcat keeps open. */
package org.openshift.ci.mirror.api.connections;
