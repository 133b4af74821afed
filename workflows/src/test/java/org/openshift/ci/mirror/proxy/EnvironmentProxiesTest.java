package org.openshift.ci.mirror.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {

  private static final URI HTTPS = URI.create("https://quay.io/v2/");
  private static final URI HTTP = URI.create("http://quay.io/v2/");

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY, http://squid:3128,            squid:3128, none",
    "https_proxy, http://squid:3128/,           squid:3128, none",
    "HTTPS_PROXY, squid:3128,                   squid:3128, none",
    "HTTPS_PROXY, HTTP://squid,                 squid:80,   none",
    "HTTPS_PROXY, http://user:p%40ss@squid:1,   squid:1,    none",
    "HTTPS_PROXY, http://[::1]:3128,            [::1]:3128, none",
    "HTTP_PROXY,  http://squid:3128,            none,       squid:3128",
    "http_proxy,  http://squid:3128,            none,       squid:3128",
    "https_proxy, '  ',                         none,       none",
    "FTP_PROXY,   http://squid:3128,            none,       none",
  })
  void eachVariableIsForItsScheme(String name, String value, String https, String http) {
    EnvironmentProxies proxies = EnvironmentProxies.of(Map.of(name, value));
    assertEquals(https, proxies.server(HTTPS).map(ProxyServer::toString).orElse("none"));
    assertEquals(http, proxies.server(HTTP).map(ProxyServer::toString).orElse("none"));
  }

  @Test
  void upperCaseTakesPrecedenceUnlessItIsEmpty() {
    assertEquals("a:80", only(Map.of("HTTPS_PROXY", "a", "https_proxy", "b")));
    assertEquals("b:80", only(Map.of("HTTPS_PROXY", "", "https_proxy", "b")));
  }

  private static String only(Map<String, String> environment) {
    return EnvironmentProxies.of(environment).server(HTTPS).orElseThrow().toString();
  }

  @Test
  void aPasswordMayBeEncodedAndIsNotPrinted() {
    ProxyServer server =
        EnvironmentProxies.of(Map.of("HTTPS_PROXY", "http://us+er:p%40s:s@squid"))
            .server(HTTPS)
            .orElseThrow();
    assertEquals("us+er", server.user());
    assertEquals("p@s:s", new String(server.password()));
    assertFalse(server.toString().contains("s:s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://user:secret@squid:1080",
        "https://user:secret@squid",
        "http://user:secret@",
        "http://user:secret@bad host",
        "http://user:se%zzcret@squid",
      })
  void whatIsNoHttpProxyIsRefusedWithoutItsPassword(String value) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> EnvironmentProxies.of(Map.of("https_proxy", value)));
    assertTrue(e.getMessage().contains("HTTPS_PROXY (or https_proxy)"), e.getMessage());
    assertFalse(e.getMessage().contains("cret"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "quay.io,             https://quay.io/x,            true",
    "quay.io,             https://cdn.quay.io/x,        true",
    "quay.io,             https://notquay.io/x,         false",
    "QUAY.io,             https://Quay.IO/x,            true",
    ".quay.io,            https://cdn.quay.io/x,        true",
    ".quay.io,            https://quay.io/x,            false",
    "*.quay.io,           https://cdn.quay.io/x,        true",
    "*,                   https://quay.io/x,            true",
    "'a.example, quay.io',https://quay.io/x,            true",
    "'a.example quay.io', https://quay.io/x,            true",
    "quay.io:443,         https://quay.io/x,            true",
    "quay.io:8443,        https://quay.io/x,            false",
    "quay.io:80,          http://quay.io/x,             true",
    "10.0.0.0/8,          https://10.9.8.7/x,           true",
    "10.0.0.0/8,          https://11.0.0.1/x,           false",
    "10.0.0.0/8,          https://ten.example/x,        false",
    "192.0.2.1,           https://192.0.2.1:5000/x,     true",
    "192.0.2.1:5000,      https://192.0.2.1:5000/x,     true",
    "192.0.2.1,           https://192.0.2.11/x,         false",
    "2001:db8::/32,       https://[2001:db8::1]/x,      true",
    "2001:db8::1,         https://[2001:db8:0::1]/x,    true",
    "[2001:db8::1]:443,   https://[2001:db8::1]/x,      true",
    "2001:db8::/200,      https://[2001:db8::1]/x,      false",
    "10.0.0.0/x,          https://10.0.0.0/x,           false",
    "my_bucket.example,   https://my_bucket.example:1/, true",
    "my_bucket.example:2, https://my_bucket.example:1/, false",
    "',,',                https://quay.io/x,            false",
  })
  void exceptionsAreThoseOfOtherTools(String noProxy, URI uri, boolean direct) {
    for (String variable : new String[] {"NO_PROXY", "no_proxy"}) {
      EnvironmentProxies proxies =
          EnvironmentProxies.of(
              Map.of("HTTPS_PROXY", "squid", "HTTP_PROXY", "squid", variable, noProxy));
      assertEquals(direct, proxies.server(uri).isEmpty(), variable);
      assertEquals(!direct, proxies.isUsedFor(uri), variable);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:5000/v2/",
        "https://LOCALHOST/v2/",
        "http://registry.localhost:5000/",
        "http://127.0.0.1:5050/v2/",
        "https://127.8.9.1/",
        "http://[::1]:5000/v2/"
      })
  void thisMachineIsReachedDirectly(String uri) {
    EnvironmentProxies proxies =
        EnvironmentProxies.of(Map.of("HTTPS_PROXY", "squid", "http_proxy", "squid"));
    assertEquals(Optional.empty(), proxies.server(URI.create(uri)));
  }
}
