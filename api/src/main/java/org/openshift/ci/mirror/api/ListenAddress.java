package org.openshift.ci.mirror.api;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;

/** Checks the address on which the service is to listen. */
final class ListenAddress {

  private ListenAddress() {}

  /**
   * Why nothing can listen there; empty when it can. Called before the server starts, so that a
   * wrong address is reported at once, in one line.
   */
  static Optional<String> problem(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("there is no address %s; choose another with --host".formatted(host));
    } catch (BindException e) {
      return Optional.of(
          "cannot listen on %s:%d (%s); choose another port with --port, or address with --host"
              .formatted(host, port, e.getMessage()));
    } catch (IOException e) {
      return Optional.of("cannot listen on %s:%d (%s)".formatted(host, port, e.getMessage()));
    }
  }
}
