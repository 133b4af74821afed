package org.openshift.ci.mirror.registry.internal.auth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.internal.http.PrivateAddresses;
import org.openshift.ci.mirror.registry.internal.http.Repository;

/** No public server leads a request into a private network. */
class AddressPolicyTest {

  private static final URI PUBLIC = URI.create("https://198.51.100.7/v2/a/b");
  private static final Repository REGISTRY =
      new Repository("198.51.100.7", "a/b", URI.create("https://198.51.100.7"));

  private final AddressPolicy policy = new AddressPolicy(new PrivateAddresses(uri -> false));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.1:8443",
        "localhost",
        "LocalHost:5000",
        "registry.localhost",
        "localhost.",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[fe80::1]:443",
        "[fd00:ec2::254]",
      })
  void leadsNowherePrivate(String host) {
    assertTrue(policy.leadsInside(PUBLIC, URI.create("https://" + host + "/x"), REGISTRY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"203.0.113.9", "172.32.0.1", "100.128.0.1", "[2001:db8::1]", "unknown.invalid"})
  void leadsAnywherePublic(String host) {
    assertFalse(policy.leadsInside(PUBLIC, URI.create("https://" + host + "/x"), REGISTRY));
  }

  @ParameterizedTest
  @CsvSource({"https://10.0.0.5", "https://localhost:5000", "https://[::1]:5000"})
  void aServerThatIsItselfPrivateMay(URI registry) {
    Repository repository = new Repository(registry.getRawAuthority(), "a/b", registry);
    assertFalse(policy.leadsInside(registry, URI.create("https://127.0.0.1/x"), repository));
  }

  @Test
  void aRegistryThatWasDeclaredInsecureMay() {
    URI base = URI.create("http://198.51.100.7:5000");
    Repository repository = new Repository("198.51.100.7:5000", "a/b", base);
    assertFalse(policy.leadsInside(base, URI.create("http://127.0.0.1/x"), repository));
  }

  @Test
  void aNameThatAProxyResolvesIsNotLookedUpAndAnAddressIsStillSeen() {
    AddressPolicy proxied = new AddressPolicy(new PrivateAddresses(uri -> true));
    URI named = URI.create("https://registry.example/v2/");
    Repository repository =
        new Repository("registry.example", "a/b", URI.create("https://registry.example"));
    assertFalse(proxied.leadsInside(named, URI.create("https://cdn.example/x"), repository));
    assertTrue(proxied.leadsInside(named, URI.create("https://127.0.0.1/x"), repository));
    assertTrue(proxied.leadsInside(named, URI.create("https://localhost/x"), repository));
  }
}
