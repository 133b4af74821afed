/** The OpenAPI document of this service. */
package org.openshift.ci.mirror.api.openapi;
