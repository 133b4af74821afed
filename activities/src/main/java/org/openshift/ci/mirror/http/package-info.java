/** What all clients of HTTP servers need. Uses no other package of the project. */
package org.openshift.ci.mirror.http;
