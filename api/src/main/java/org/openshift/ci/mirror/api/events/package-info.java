/** Changes of open tasks as server-sent events. */
package org.openshift.ci.mirror.api.events;
