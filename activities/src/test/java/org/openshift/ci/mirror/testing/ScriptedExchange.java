package org.openshift.ci.mirror.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One client's connection to a {@link ScriptedServer}, with its own to the registry behind. */
final class ScriptedExchange implements AutoCloseable {

  private static final Duration DRIP_PACE = Duration.ofMillis(50);

  private final Socket client;
  private final InputStream in;
  private final OutputStream out;
  private final URI behind;
  private final ScriptedServer server;
  private Socket upstream;
  private InputStream upstreamIn;
  private OutputStream upstreamOut;

  ScriptedExchange(Socket client, URI behind, ScriptedServer server) throws IOException {
    this.client = client;
    this.in = new BufferedInputStream(client.getInputStream(), 64 * 1024);
    this.out = new BufferedOutputStream(client.getOutputStream(), 64 * 1024);
    this.behind = behind;
    this.server = server;
  }

  /** Serves the next request; false when the client sends no more. */
  boolean next() throws IOException {
    HttpHead head = HttpHead.read(in);
    if (head == null) {
      return false;
    }
    SeenRequest request =
        new SeenRequest(head.word(0), head.word(1), head.headers(), System.nanoTime());
    switch (server.answer(request)) {
      case Answer.Reply reply -> reply(head, reply);
      case Answer.Break it -> takeThenBreak(head, it.afterRequestBytes());
      case Answer.Silence it -> stall();
      case Answer.Forward it -> forward(head, HttpHead.to(out));
      case Answer.ForwardAndBreak it -> forward(head, upTo(it.afterBytes(), this::reset));
      case Answer.ForwardAndEnd it -> forward(head, upTo(it.afterBytes(), this::end));
      case Answer.ForwardAndDrip it -> forward(head, dripping(it.afterBytes()));
      case Answer.ForwardAtPace it -> forward(head, paced(it.bytesPerSecond()));
      case Answer.ReplyEarly it -> replyEarly(head, it.reply());
      case Answer.ForwardAndStall it -> forward(head, upTo(it.afterBytes(), this::stall));
      case Answer.ForwardAndCorrupt it -> forward(head, corrupting(it.at()));
      case Answer.ForwardAndReply it -> {
        HttpHead answer = send(head);
        answer.moveBody(upstreamIn, (bytes, count) -> {});
        write(head, it.reply());
      }
      case Answer.ForwardAndLoseAnswer it -> {
        send(head).moveBody(upstreamIn, (bytes, count) -> {});
        reset();
      }
      case Answer.TakeSlowly it -> takeSlowly(head);
    }
    out.flush();
    return true;
  }

  @Override
  public void close() throws IOException {
    if (upstream != null) {
      upstream.close();
    }
  }

  private interface Ending {
    void end() throws IOException;
  }

  private void reply(HttpHead head, Answer.Reply reply) throws IOException {
    if (head.expectsContinue()) {
      // The client waits before it sends the body, and need not send it after an error.
      write(head, reply);
      out.flush();
      throw new IOException("answered before the body came");
    }
    head.moveBody(in, (bytes, count) -> {});
    write(head, reply);
  }

  private void replyEarly(HttpHead head, Answer.Reply reply) throws IOException {
    write(head, reply.with("Connection", "close"));
    out.flush();
    client.shutdownOutput();
    head.moveBody(in, (bytes, count) -> {});
    throw new IOException("answered early as the script says");
  }

  private void write(HttpHead head, Answer.Reply reply) throws IOException {
    byte[] body = reply.bytes();
    StringBuilder text = new StringBuilder("HTTP/1.1 " + reply.status() + " Scripted\r\n");
    reply.headers().forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    if (!reply.headers().containsKey("Content-Length")) {
      text.append("Content-Length: " + body.length + "\r\n");
    }
    out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!head.word(0).equals("HEAD")) {
      out.write(body);
    }
  }

  private void takeThenBreak(HttpHead head, long afterBytes) throws IOException {
    sayContinue(head);
    if (afterBytes > 0) {
      long[] left = {afterBytes};
      head.moveBody(
          in,
          (bytes, count) -> {
            left[0] -= count;
            if (left[0] <= 0) {
              reset();
            }
          });
    }
    reset();
  }

  /** Until the client gives up. */
  private void takeSlowly(HttpHead head) throws IOException {
    sayContinue(head);
    while (in.read() >= 0 && !server.isClosedWithin(DRIP_PACE)) {
      // One byte each turn.
    }
    throw new IOException("the client went away, or the test ended");
  }

  private void sayContinue(HttpHead head) throws IOException {
    if (head.expectsContinue()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }

  /** Forwards the request and returns the head of the answer. */
  private HttpHead send(HttpHead head) throws IOException {
    if (upstream == null) {
      upstream = new Socket(behind.getHost(), behind.getPort());
      upstreamIn = new BufferedInputStream(upstream.getInputStream(), 64 * 1024);
      upstreamOut = new BufferedOutputStream(upstream.getOutputStream(), 64 * 1024);
    }
    sayContinue(head);
    String text = head.text().replaceFirst("(?i)\r\nexpect: 100-continue", "");
    upstreamOut.write(text.getBytes(StandardCharsets.ISO_8859_1));
    head.moveBody(in, HttpHead.to(upstreamOut));
    upstreamOut.flush();
    HttpHead answer = HttpHead.read(upstreamIn);
    if (answer == null) {
      throw new IOException("the registry closed the connection");
    }
    return answer;
  }

  private void forward(HttpHead head, HttpHead.Mover mover) throws IOException {
    HttpHead answer = send(head);
    out.write(answer.text().getBytes(StandardCharsets.ISO_8859_1));
    if (!head.word(0).equals("HEAD")) {
      answer.moveBody(upstreamIn, mover);
    }
  }

  private HttpHead.Mover upTo(long bytes, Ending ending) {
    long[] left = {bytes};
    return (chunk, count) -> {
      int part = (int) Math.min(left[0], count);
      out.write(chunk, 0, part);
      left[0] -= part;
      if (part < count) {
        out.flush();
        ending.end();
      }
    };
  }

  /** Until the client gives up. */
  private HttpHead.Mover dripping(long bytes) {
    long[] left = {bytes};
    return (chunk, count) -> {
      int part = (int) Math.min(left[0], count);
      out.write(chunk, 0, part);
      left[0] -= part;
      for (int i = part; i < count; i++) {
        out.write(chunk[i]);
        out.flush();
        if (server.isClosedWithin(DRIP_PACE)) {
          throw new IOException("closed while dripping");
        }
      }
    };
  }

  private HttpHead.Mover paced(long bytesPerSecond) {
    return (chunk, count) -> {
      out.write(chunk, 0, count);
      out.flush();
      if (server.isClosedWithin(Duration.ofMillis(count * 1000L / bytesPerSecond))) {
        throw new IOException("closed while it was slow");
      }
    };
  }

  private HttpHead.Mover corrupting(long at) {
    long[] position = {0};
    return (chunk, count) -> {
      long place = at - position[0];
      if (place >= 0 && place < count) {
        chunk[(int) place] ^= 1;
      }
      position[0] += count;
      out.write(chunk, 0, count);
    };
  }

  private void end() throws IOException {
    client.close();
    throw new IOException("ended as the script says");
  }

  /** Resets the connection, as a crash of the machine does, instead of closing it. */
  private void reset() throws IOException {
    client.setSoLinger(true, 0);
    client.close();
    throw new IOException("broken as the script says");
  }

  /** Stays silent until the test closes the server. */
  private void stall() throws IOException {
    out.flush();
    try {
      server.awaitClose();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("stalled as the script says");
  }
}
