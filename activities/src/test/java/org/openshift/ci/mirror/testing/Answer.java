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

  /** Takes the request and never answers, nor reads its body. */
  record Silence() implements Answer {}

  /** Passes it on to the registry behind, and its answer back. */
  record Forward() implements Answer {}

  /** Passes it on, and breaks the connection after this many bytes of the answer's body. */
  record ForwardAndBreak(long afterBytes) implements Answer {}

  /** Passes it on, and ends the connection in good order after this many bytes of the answer. */
  record ForwardAndEnd(long afterBytes) implements Answer {}

  /** Passes it on, and after this many bytes of the answer's body sends one byte now and then. */
  record ForwardAndDrip(long afterBytes) implements Answer {}

  /** Passes it on, and the answer's body back no faster than that. */
  record ForwardAtPace(long bytesPerSecond) implements Answer {}

  /** Answers before the request's body has come, and takes the rest of it as nginx does. */
  record ReplyEarly(Reply reply) implements Answer {}

  /** Passes it on, and stops in silence after this many bytes of the answer's body. */
  record ForwardAndStall(long afterBytes) implements Answer {}

  /** Passes it on, and changes the byte at this place of the answer's body. */
  record ForwardAndCorrupt(long at) implements Answer {}

  /** Passes it on, and answers this after all, though the registry has done its part. */
  record ForwardAndReply(Reply reply) implements Answer {}

  /** Passes it on, and breaks the connection instead of answering. */
  record ForwardAndLoseAnswer() implements Answer {}

  /** Takes a byte of the request's body now and then, and never answers. */
  record TakeSlowly() implements Answer {}

  /** A reply without headers of its own. */
  static Reply reply(int status, String body) {
    return new Reply(status, Map.of(), body);
  }

  /** An error as the OCI distribution specification words it. */
  static Reply error(int status, String code, String message) {
    return new Reply(
        status,
        Map.of("Content-Type", "application/json"),
        "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}".formatted(code, message));
  }
}
