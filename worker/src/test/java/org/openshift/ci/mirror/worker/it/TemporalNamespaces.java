package org.openshift.ci.mirror.worker.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each parameter of type {@link TemporalNamespace} a namespace that no other test has: at a
 * server that all share, which ends with the last test of this JVM, or at an {@link
 * OwnTemporalServer}.
 */
final class TemporalNamespaces implements ParameterResolver {

  private static final Namespace STORE = Namespace.create(TemporalNamespaces.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TemporalNamespace.class;
  }

  @Override
  public TemporalNamespace resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (hasOwnServer(context)) {
      TemporalProcess own = new TemporalProcess(folder());
      // The store closes what it has at the end of the test.
      context.getStore(STORE).put(own, own);
      return own.namespace(TemporalProcess.DEFAULT_NAMESPACE);
    }
    return context
        .getRoot()
        .getStore(STORE)
        .computeIfAbsent(SharedServer.class, any -> new SharedServer(), SharedServer.class)
        .next();
  }

  private static boolean hasOwnServer(ExtensionContext context) {
    return context
        .getTestMethod()
        .filter(test -> test.isAnnotationPresent(OwnTemporalServer.class))
        .isPresent();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(Path.of("target"), "temporal");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class SharedServer implements AutoCloseable {

    /** hack/lib/postgresql.sh creates as many. */
    private static final int NAMESPACES = 80;

    private final AtomicInteger taken = new AtomicInteger();

    /** Its namespaces exist from the start, as one that is added appears late. */
    private final TemporalProcess server =
        new TemporalProcess(
            folder(),
            IntStream.range(0, NAMESPACES)
                .boxed()
                .flatMap(number -> Stream.of("--namespace", name(number)))
                .toArray(String[]::new));

    private static String name(int number) {
      return "test-" + number;
    }

    private TemporalNamespace next() {
      int number = taken.getAndIncrement();
      if (number >= NAMESPACES) {
        throw new IllegalStateException("tests took all " + NAMESPACES + " namespaces");
      }
      return server.namespace(name(number));
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
