/** How both processes reach Temporal: address, namespace, certificates and API key. */
package org.openshift.ci.mirror.connection;
