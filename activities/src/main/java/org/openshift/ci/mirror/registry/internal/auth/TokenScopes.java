package org.openshift.ci.mirror.registry.internal.auth;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scopes of a token (Docker registry token authentication, "Token Scope"): {@code
 * type:name:action,…}, several separated by spaces.
 */
final class TokenScopes {

  private TokenScopes() {}

  /** The single scopes. */
  static List<String> of(String scopes) {
    return Arrays.stream(scopes.split("\\s+", -1)).filter(scope -> !scope.isEmpty()).toList();
  }

  /** The scopes of a challenge that grant more than these, separated by spaces. */
  static String beyond(String scopes, List<String> these) {
    return of(scopes).stream()
        .filter(scope -> these.stream().noneMatch(one -> grants(one, scope)))
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static boolean grants(String one, String scope) {
    return resource(one).equals(resource(scope)) && actions(one).containsAll(actions(scope));
  }

  private static String resource(String scope) {
    return scope.substring(0, Math.max(0, scope.lastIndexOf(':')));
  }

  private static Set<String> actions(String scope) {
    return Stream.of(scope.substring(scope.lastIndexOf(':') + 1).split(",", -1))
        .collect(Collectors.toSet());
  }
}
