/** Requests and answers of the distribution protocol over HTTP, with their deadlines. */
package org.openshift.ci.mirror.registry.internal.http;
