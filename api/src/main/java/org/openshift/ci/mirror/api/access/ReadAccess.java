package org.openshift.ci.mirror.api.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Lets only those read who may. What is asked of a task, its own controller checks. */
public final class ReadAccess implements HandlerInterceptor {

  private static final String LISTING = "/api/v1/mirrors";
  private static final String NAMESPACE = "namespace";

  private final Access access;

  public ReadAccess(Access access) {
    this.access = access;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!HttpMethod.POST.matches(request.getMethod())) {
      String namespace = namespaceInPath(request);
      boolean one = !namespace.isEmpty();
      access.require(
          Caller.of(request), one ? "get" : "list", one ? namespace : namespaceOfFilter(request));
    }
    return true;
  }

  private static String namespaceInPath(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables
            && variables.get(NAMESPACE) instanceof String namespace
        ? namespace
        : "";
  }

  /** Only the listing has the filter; elsewhere it would be ignored, and no limit to the answer. */
  private static String namespaceOfFilter(HttpServletRequest request) {
    String filter = request.getParameter(NAMESPACE);
    return filter != null && request.getRequestURI().equals(LISTING)
        ? filter
        : Access.ALL_NAMESPACES;
  }
}
