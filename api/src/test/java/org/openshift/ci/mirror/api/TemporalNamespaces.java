package org.openshift.ci.mirror.api;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each parameter of type {@link TestTemporal} a namespace of its own at one server, which
 * starts at the first use and ends with the last test of this JVM.
 */
final class TemporalNamespaces implements ParameterResolver {

  private static final Namespace STORE = Namespace.create(TemporalNamespaces.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestTemporal.class;
  }

  /** The store closes what it has at the end of the class or method. */
  @Override
  public TestTemporal resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestTemporal temporal =
        context
            .getRoot()
            .getStore(STORE)
            .computeIfAbsent(
                TemporalServer.class, any -> TemporalServer.start(), TemporalServer.class)
            .namespace();
    context.getStore(STORE).put(temporal.namespace(), temporal);
    return temporal;
  }
}
