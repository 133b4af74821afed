package org.openshift.ci.mirror.testing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a {@link ScriptedServer} does with a request. */
public sealed interface Answer {

  /** Answers by itself. */
  record Reply(int status, Map<String, String> headers, String body) implements Answer {

    public Reply {
      headers = Map.copyOf(headers);
    }

    /** The same reply with one more header. */
    public Reply with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Reply(status, more, body);
    }

    byte[] bytes() {
      return body.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** Breaks the connection after this many bytes of the request's body. */
  record Break(long afterRequestBytes) implements Answer {}

  /** Accepts the request, never reads its body, and never answers. */
  record Silence() implements Answer {}

  /** Forwards the request to the registry, and its answer to the client. */
  record Forward() implements Answer {}

  /** Forwards, and resets the connection after this many bytes of the answer's body. */
  record ForwardAndBreak(long afterBytes) implements Answer {}

  /** Forwards, and closes the connection properly after this many bytes of the answer's body. */
  record ForwardAndEnd(long afterBytes) implements Answer {}

  /** Forwards, and after this many bytes of the answer's body sends single bytes with pauses. */
  record ForwardAndDrip(long afterBytes) implements Answer {}

  /** Forwards, and sends the answer's body no faster than this. */
  record ForwardAtPace(long bytesPerSecond) implements Answer {}

  /** Answers before the request's body has arrived, and reads the rest of it, as nginx does. */
  record ReplyEarly(Reply reply) implements Answer {}

  /** Forwards, and stalls after this many bytes of the answer's body. */
  record ForwardAndStall(long afterBytes) implements Answer {}

  /** Forwards, and corrupts the byte at this offset of the answer's body. */
  record ForwardAndCorrupt(long at) implements Answer {}

  /** Forwards, and sends this reply in place of the registry's answer. */
  record ForwardAndReply(Reply reply) implements Answer {}

  /** Forwards, and resets the connection instead of answering. */
  record ForwardAndLoseAnswer() implements Answer {}

  /** Reads the request's body byte by byte with pauses, and never answers. */
  record TakeSlowly() implements Answer {}

  /** A reply without headers. */
  static Reply reply(int status, String body) {
    return new Reply(status, Map.of(), body);
  }

  /** An error in the format of the OCI distribution specification. */
  static Reply error(int status, String code, String message) {
    return new Reply(
        status,
        Map.of("Content-Type", "application/json"),
        "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}".formatted(code, message));
  }
}
