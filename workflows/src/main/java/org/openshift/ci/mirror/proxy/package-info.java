/** The HTTP proxy that the environment names. */
package org.openshift.ci.mirror.proxy;
