/**
 * The terms of the domain, and the records that pass between workflows, activities and the REST
 * service. Histories contain many of these records as JSON, so their fields keep name and meaning.
 * Uses neither Temporal's SDK nor any other package of the project.
 */
package org.openshift.ci.mirror.model;
