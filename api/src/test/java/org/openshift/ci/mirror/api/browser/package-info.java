/**
 * The machine's Chromium for tests, over the Chrome DevTools Protocol. The few calls that are
 * needed take less than Playwright, whose driver is an archive of 190 MB.
 */
package org.openshift.ci.mirror.api.browser;
