package org.openshift.ci.mirror.registry.internal.auth;

import java.net.URI;
import java.util.List;

/**
 * What a token is valid for.
 *
 * @param service name of the service; empty when the registry named none
 * @param credential null for an anonymous token
 */
record TokenKey(URI realm, String service, List<String> scopes, Credential credential) {

  TokenKey {
    scopes = List.copyOf(scopes);
  }
}
