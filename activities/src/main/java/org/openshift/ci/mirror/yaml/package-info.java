/**
 * Reads YAML that people write into a tree whose values know their lines. Depends on no other
 * package of the project.
 */
package org.openshift.ci.mirror.yaml;
