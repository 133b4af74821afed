package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenAddressTest {

  @Test
  void aFreePortIsNoProblem() {
    assertEquals(Optional.empty(), ListenAddress.problem("127.0.0.1", 0));
  }

  @Test
  void saysThatAPortIsTakenAndWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      String problem = ListenAddress.problem("127.0.0.1", port).orElseThrow();
      assertTrue(problem.contains("cannot listen on 127.0.0.1:" + port), problem);
      assertTrue(problem.contains("--port"), problem);
    }
  }

  @Test
  void saysThatAHostDoesNotExist() {
    String problem = ListenAddress.problem("no-such-host.invalid", 0).orElseThrow();
    assertTrue(problem.contains("no address no-such-host.invalid"), problem);
  }
}
