/**
 * The process that mirrors: the main command, and the worker that it wires, starts and stops. The
 * packages below hold the parts; nothing depends on this package.
 */
package org.openshift.ci.mirror.worker;
