package org.openshift.ci.mirror.registry.internal.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A credential for a registry or its token service. Never printed. */
sealed interface Credential {

  /** The texts that must not be printed, in each of their encodings. */
  List<String> secrets();

  /** A user name and a password, or a robot account and its token. */
  record Password(String user, String password) implements Credential {

    /** The {@code Authorization} header (RFC 7617). */
    String basic() {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public List<String> secrets() {
      String wrapped = basic().substring("Basic ".length());
      return password.isEmpty() ? List.of(wrapped) : List.of(wrapped, password);
    }

    @Override
    public String toString() {
      return "password of " + user;
    }
  }

  /** An OAuth 2 refresh token, which the token service accepts instead of a password. */
  record IdentityToken(String token) implements Credential {
    @Override
    public List<String> secrets() {
      return List.of(token);
    }

    @Override
    public String toString() {
      return "identity token";
    }
  }

  /** A token that is sent to the registry as it is. */
  record RegistryToken(String token) implements Credential {
    @Override
    public List<String> secrets() {
      return List.of(token);
    }

    @Override
    public String toString() {
      return "registry token";
    }
  }
}
