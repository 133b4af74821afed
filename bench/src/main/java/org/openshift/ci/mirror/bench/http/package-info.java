/** The registry protocol with no logic around it: what the limit is measured with. */
package org.openshift.ci.mirror.bench.http;
