package org.openshift.ci.mirror.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

  @Test
  void aTextStaysOnItsLine() {
    String hostile = "a\r\nb\u001b[2J\u0000\u0085c\u2028\u2029\u202ed\u200f\u2066e\u200b\ufeff";
    assertEquals("a??b?[2J??c???d??e??", SafeText.visible(hostile));
    assertEquals("a b [2J c d e", SafeText.oneLine(hostile, 100));
    assertFalse(SafeText.isVisible(hostile));
  }

  @Test
  void anOrdinaryTextStaysAsItIs() {
    String text = "Prüfung 4.22: 'cli' → ok, 図 \uD83D\uDE00";
    assertEquals(text, SafeText.visible(text));
    assertEquals(text, SafeText.oneLine(text, 100));
    assertEquals(text, SafeText.redacted(text));
    assertTrue(SafeText.isVisible(text));
    assertEquals("Prüf…", SafeText.oneLine(text, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          to 'https://me:secret@host/a' | to 'https://(credential)@host/a'
          https://secret@host | https://(credential)@host
          GET https://b.s3/x?X-Amz-Credential=secret%2F1&X-Amz-Signature=secret | GET https://b.s3/x?X-Amz-Credential=(credential)&X-Amz-Signature=(credential)
          https://b/x?AWSAccessKeyId=secret&Signature=secret%3D&Expires=1 | https://b/x?AWSAccessKeyId=(credential)&Signature=(credential)&Expires=1
          https://a.blob/x?sv=1&sig=secret%3D" | https://a.blob/x?sv=1&sig=(credential)"
          https://storage/x?X-Goog-Signature=secret | https://storage/x?X-Goog-Signature=(credential)
          https://cdn/x?Policy=secret&Key-Pair-Id=secret | https://cdn/x?Policy=(credential)&Key-Pair-Id=(credential)
          X-Amz-Security-Token: ?X-Amz-Security-Token=secret | X-Amz-Security-Token: ?X-Amz-Security-Token=(credential)
          token sha256~secretsecretsecret expired | token (credential) expired
          eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2VjcmV0 is invalid | (credential) is invalid
          Authorization: Bearer s3cretsecret | Authorization: Bearer (credential)
          authorization: basic c2VjcmV0OnNlY3JldA== | authorization: basic (credential)
          """)
  void secretsAreRedacted(String text, String redacted) {
    assertEquals(redacted, SafeText.redacted(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quay.io/openshift/ci@sha256:0123456789abcdef is missing",
        "source=destination registry.ci/a@sha256:01=quay.io/b:c",
        "https://host/v2/a@b/manifests/x answered 404",
        "the bearer of bad news",
        "Basic authentication is required, or Bearer authentication",
        "scope=repository:a/b:pull&service=quay.io",
      })
  void anythingElseIsKept(String text) {
    assertEquals(text, SafeText.redacted(text));
  }
}
