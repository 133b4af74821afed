package org.openshift.ci.mirror.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that tests stop and start again. They lie below those that Linux gives to
 * outgoing connections (32768 and up), so that no connection of another test takes one meanwhile.
 */
public final class FreePorts {

  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_767;
  private static final int ATTEMPTS = 100;

  private FreePorts() {}

  /**
   * A loopback port that nobody listens on at the moment.
   *
   * @throws IllegalStateException when a hundred ports in a row are taken
   */
  public static int next() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken: another one then.
      }
    }
    throw new IllegalStateException("no free port found between " + LOWEST + " and " + HIGHEST);
  }
}
