package org.openshift.ci.mirror.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses paths with a segment {@code .} or {@code ..}, as of the mistyped tag {@code ocp/..:cli}.
 * Tomcat would resolve it, so that the request would be about something else.
 */
public final class DotSegments extends OncePerRequestFilter {

  private static final Pattern DOTS =
      Pattern.compile("/(?:\\.|%2e){1,2}(?:[/;]|$)", Pattern.CASE_INSENSITIVE);

  private final HandlerExceptionResolver problems;

  /**
   * A filter.
   *
   * @param problems answers with a problem
   */
  public DotSegments(HandlerExceptionResolver problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!DOTS.matcher(request.getRequestURI()).find()) {
      chain.doFilter(request, response);
      return;
    }
    problems.resolveException(
        request,
        response,
        null,
        ApiProblem.badRequest(
            "the path has a segment '.' or '..', which is no part of an image stream tag; check the spelling"));
  }
}
