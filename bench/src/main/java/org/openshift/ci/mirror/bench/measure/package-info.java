/** Takes figures, combines them and prints them. Independent of what is measured. */
package org.openshift.ci.mirror.bench.measure;
