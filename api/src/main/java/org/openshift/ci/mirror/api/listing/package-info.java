/** Reading mirror tasks: the listing of the open ones, and the report on one tag. */
package org.openshift.ci.mirror.api.listing;
