/** What every answer over HTTP has in common, the health check, and the page. */
package org.openshift.ci.mirror.api.web;
