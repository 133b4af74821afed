package org.openshift.ci.mirror.api.listing;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import org.openshift.ci.mirror.api.problem.ApiProblem;

/**
 * Temporal's page tokens as text for URLs. Each carries a checksum over itself and its query,
 * because Temporal answers a token of another query with an internal error. The checksum is no
 * secret: a forged token can only harm the request that carries it.
 */
final class PageTokens {

  private static final BaseEncoding TEXT = BaseEncoding.base64Url().omitPadding();
  private static final int CHECK_BYTES = 8;

  private PageTokens() {}

  /** The text for a token; empty for the empty token, which follows the last page. */
  static String encode(TaskQuery query, ByteString token) {
    return encode(query.text(), token);
  }

  /** As {@link #encode(TaskQuery, ByteString)}, for anything that a token belongs to. */
  static String encode(String scope, ByteString token) {
    return token.isEmpty() ? "" : TEXT.encode(check(scope, token).concat(token).toByteArray());
  }

  /**
   * The token for a text; empty for an empty text.
   *
   * @throws ApiProblem when the text was not made by {@link #encode} for this query
   */
  static ByteString decode(TaskQuery query, String text) {
    return decode(query.text(), text);
  }

  /** As {@link #decode(TaskQuery, String)}, for anything that a token belongs to. */
  static ByteString decode(String scope, String text) {
    if (text.isEmpty()) {
      return ByteString.EMPTY;
    }
    try {
      ByteString bytes = ByteString.copyFrom(TEXT.decode(text));
      if (bytes.size() > CHECK_BYTES) {
        ByteString token = bytes.substring(CHECK_BYTES);
        if (bytes.startsWith(check(scope, token))) {
          return token;
        }
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the exception below.
    }
    throw ApiProblem.badRequest(
        "'page_token' does not belong to a listing with these filters; begin again without it");
  }

  private static ByteString check(String scope, ByteString token) {
    ByteString all = ByteString.copyFrom(scope, StandardCharsets.UTF_8).concat(token);
    byte[] hash = Hashing.sha256().hashBytes(all.toByteArray()).asBytes();
    return ByteString.copyFrom(hash, 0, CHECK_BYTES);
  }
}
