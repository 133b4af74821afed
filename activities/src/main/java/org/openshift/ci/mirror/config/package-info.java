/** Which images are mirrored: the rules, and the files and flags they are read from. */
package org.openshift.ci.mirror.config;
