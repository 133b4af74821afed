package org.openshift.ci.mirror.registry.internal.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.PassingErrors;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;

class ErrorTableTest {

  @ParameterizedTest
  @CsvSource({
    "MANIFEST_READ,  404, MANIFEST_UNKNOWN,      SOURCE_MISSING",
    "MANIFEST_READ,  404, NAME_UNKNOWN,          SOURCE_MISSING",
    "MANIFEST_READ,  404, TAG_EXPIRED,           SOURCE_MISSING",
    "MANIFEST_READ,  401, UNAUTHORIZED,          CREDENTIALS_REFUSED",
    "MANIFEST_READ,  401, DENIED,                ACCESS_DENIED",
    "MANIFEST_READ,  403, DENIED,                ACCESS_DENIED",
    "MANIFEST_READ,  429, TOOMANYREQUESTS,       RATE_LIMITED",
    "MANIFEST_READ,  403, TOOMANYREQUESTS,       RATE_LIMITED",
    "BLOB_READ,      404, BLOB_UNKNOWN,          SOURCE_INCOMPLETE",
    "BLOB_READ,      502, '',                    REGISTRY_ERROR",
    "UPLOAD_START,   404, NAME_UNKNOWN,          ACCESS_DENIED",
    "UPLOAD_START,   405, DENIED,                REGISTRY_READ_ONLY",
    "UPLOAD,         404, BLOB_UPLOAD_UNKNOWN,   UPLOAD_INTERRUPTED",
    "UPLOAD,         416, RANGE_INVALID,         UPLOAD_INTERRUPTED",
    "UPLOAD,         400, BLOB_UPLOAD_INVALID,   UPLOAD_INTERRUPTED",
    "UPLOAD,         400, DIGEST_INVALID,        CONTENT_CORRUPT",
    "UPLOAD,         413, '',                    LAYER_UNSUPPORTED",
    "UPLOAD,         500, UNKNOWN,               REGISTRY_ERROR",
    "MANIFEST_WRITE, 400, UNAUTHORIZED,          CREDENTIALS_REFUSED",
    "MANIFEST_WRITE, 400, DENIED,                ACCESS_DENIED",
    "MANIFEST_WRITE, 400, MANIFEST_BLOB_UNKNOWN, UPLOAD_INTERRUPTED",
    "MANIFEST_WRITE, 404, BLOB_UNKNOWN,          UPLOAD_INTERRUPTED",
    "MANIFEST_WRITE, 400, MANIFEST_INVALID,      MANIFEST_INVALID",
    "MANIFEST_WRITE, 400, TAG_INVALID,           DESTINATION_TAG_INVALID",
    "MANIFEST_WRITE, 400, NAME_INVALID,          PULL_SPEC_INVALID",
    "MANIFEST_WRITE, 405, DENIED,                REGISTRY_READ_ONLY",
    "MANIFEST_WRITE, 503, '',                    REGISTRY_ERROR",
    "MANIFEST_WRITE, 302, '',                    REGISTRY_ERROR",
    "MANIFEST_WRITE, 418, '',                    REGISTRY_ERROR",
  })
  void saysWhatAnAnswerMeans(RequestKind kind, int status, String code, RegistryError expected) {
    Set<String> codes = code.isEmpty() ? Set.of() : Set.of(code);
    assertEquals(
        expected, ErrorTable.classify(kind, status, new ErrorBody(codes, ""), false).type());
  }

  @ParameterizedTest
  @CsvSource({
    "MANIFEST_CHECK, 400 405 501,             '',           true",
    "MANIFEST_CHECK, 401 403 404 406 500 503, '',           false",
    "REFERRERS,      303 400 404 406 499 501, '',           true",
    "REFERRERS,      408 429 500 502 503,     '',           false",
    "MOUNT,          400 404 405 501,         '',           true",
    "MOUNT,          400 501,                 DENIED,       true",
    "MOUNT,          404,                     NAME_UNKNOWN, false",
    "MOUNT,          405,                     DENIED,       false",
    "MOUNT,          401 403 409 500 503,     '',           false",
    "TAG_REMOVE,     400 405 501,             '',           true",
    "TAG_REMOVE,     405,                     DENIED,       false",
    "TAG_REMOVE,     401 403 404 409 500,     '',           false",
    "MANIFEST_READ,  400 405 501,             '',           false",
    "BLOB_CHECK,     400 405 501,             '',           false",
    "UPLOAD,         400 405 501,             '',           false",
  })
  void aRequestThatTheRegistryDoesNotKnowIsLeftOut(
      RequestKind kind, String statuses, String code, boolean notKnown) {
    ErrorBody body = new ErrorBody(code.isEmpty() ? Set.of() : Set.of(code), "");
    for (String status : statuses.split(" ", -1)) {
      FailureScope scope = ErrorTable.classify(kind, Integer.parseInt(status), body, false).scope();
      assertEquals(notKnown, scope == FailureScope.METHOD, kind + " " + status);
    }
  }

  @Test
  void anUploadWhoseCredentialsExpiredIsBegunAnew() {
    assertEquals(
        new ErrorTable.ErrorClass(RegistryError.CREDENTIALS_REFUSED, FailureScope.UPLOAD_SESSION),
        ErrorTable.classify(RequestKind.UPLOAD, 401, ErrorBody.EMPTY, false));
    assertEquals(
        new ErrorTable.ErrorClass(RegistryError.CREDENTIALS_REFUSED, FailureScope.WRITE),
        ErrorTable.classify(RequestKind.MANIFEST_WRITE, 401, ErrorBody.EMPTY, false));
    assertEquals(
        new ErrorTable.ErrorClass(RegistryError.ACCESS_DENIED, FailureScope.WRITE),
        ErrorTable.classify(RequestKind.UPLOAD, 403, ErrorBody.EMPTY, false));
  }

  @Test
  void whoeverIsDeniedAccessLearnsWhichAccess() {
    assertTrue(
        ErrorTable.advice(RegistryError.ACCESS_DENIED, RequestKind.UPLOAD).contains("write"));
    assertTrue(
        ErrorTable.advice(RegistryError.ACCESS_DENIED, RequestKind.BLOB_READ).contains("read"));
  }

  @ParameterizedTest
  @CsvSource({
    "500, UNKNOWN MANIFEST_BLOB_UNKNOWN, true",
    "500, MANIFEST_INVALID,              true",
    "503, DENIED,                        true",
    "500, NAME_INVALID,                  true",
    "500, UNKNOWN,                       false",
    "503, UNAVAILABLE,                   false",
    "503, TOOMANYREQUESTS DENIED,        false",
    "502, '',                            false",
    "400, MANIFEST_INVALID,              false",
  })
  void aServersErrorMayBlameTheRequest(int status, String codes, boolean definite) {
    ErrorBody body = new ErrorBody(Set.of(codes.split(" ", -1)), "");
    assertEquals(definite, ErrorTable.isDefinite(status, body));
  }

  @Test
  void aLayerTypeThatQuayRefusesIsNoFaultOfTheManifest() {
    ErrorBody body =
        ErrorBody.parse(
            """
            {"errors":[{"code":"MANIFEST_INVALID","detail":{"message":"manifest schema mismatch: \
            'application/vnd.docker.image.rootfs.diff.tar' is not one of ..."}}]}"""
                .getBytes(StandardCharsets.UTF_8),
            "application/json");
    assertEquals(
        RegistryError.LAYER_UNSUPPORTED,
        ErrorTable.classify(RequestKind.MANIFEST_WRITE, 400, body, false).type());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"message": "Unknown blob `sha256:1`"} | UPLOAD_INTERRUPTED | BLOBS_MISSING_AT_TARGET
          "blob unknown to registry"             | UPLOAD_INTERRUPTED | BLOBS_MISSING_AT_TARGET
          {}                                     | MANIFEST_INVALID   | BLOBS_MISSING_AT_TARGET
          {"message": "no such schema"}          | MANIFEST_INVALID   | WRITE
          """)
  void aManifestThatQuayCallsInvalidMayOnlyLackBlobs(
      String detail, RegistryError type, FailureScope scope) {
    ErrorBody body =
        ErrorBody.parse(
            ("{\"errors\":[{\"code\":\"MANIFEST_INVALID\",\"detail\":"
                    + detail
                    + ",\"message\":\"manifest invalid\"}]}")
                .getBytes(StandardCharsets.UTF_8),
            "application/json");
    assertEquals(
        new ErrorTable.ErrorClass(type, scope),
        ErrorTable.classify(RequestKind.MANIFEST_WRITE, 400, body, false));
  }

  @Test
  void aWebPageSaysNothingAboutAnImage() {
    assertEquals(
        RegistryError.REGISTRY_ERROR,
        ErrorTable.classify(RequestKind.MANIFEST_READ, 404, ErrorBody.EMPTY, true).type());
  }

  @ParameterizedTest
  @EnumSource
  void everyStatusHasAClass(RequestKind kind) {
    for (int status = 300; status < 600; status++) {
      ErrorTable.ErrorClass error = ErrorTable.classify(kind, status, ErrorBody.EMPTY, false);
      if (status >= 500 || status == 429) {
        PassingErrors.assertPasses(error.type(), kind + " " + status);
      }
    }
  }

  @Test
  void errorBodiesBecomeOneBoundedLine() {
    String page =
        "{\"errors\":[{\"code\":\"unknown\",\"message\":\"line\\none\\u0007\\u202e"
            + "x".repeat(5000);
    ErrorBody body = ErrorBody.parse(page.getBytes(StandardCharsets.UTF_8), "application/json");
    assertTrue(body.has("UNKNOWN"));
    assertTrue(body.toString().length() < 400);
    ErrorBody quay =
        ErrorBody.parse(
            "{\"error\":\"Could not find robot with\\nusername\"}".getBytes(StandardCharsets.UTF_8),
            "");
    assertEquals("Could not find robot with username", quay.toString());
  }
}
