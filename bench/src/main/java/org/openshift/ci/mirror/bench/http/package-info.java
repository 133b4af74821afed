/** The distribution protocol without any logic, to measure the limit. */
package org.openshift.ci.mirror.bench.http;
