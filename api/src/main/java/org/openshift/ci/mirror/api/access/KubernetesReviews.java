package org.openshift.ci.mirror.api.access;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.RateLimiter;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.log.LogOnce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reviews by a Kubernetes API server: {@code authentication.k8s.io/v1} and {@code
 * authorization.k8s.io/v1}. This service's account needs the role {@code system:auth-delegator}.
 */
final class KubernetesReviews implements ClusterReviews {

  /** The API group of the resource that roles name. */
  static final String API_GROUP = "ci-images-mirror.openshift.io";

  /** The resource that roles name: the mirror tasks of an image stream's namespace. */
  static final String RESOURCE = "mirrors";

  private static final Logger log = LoggerFactory.getLogger(KubernetesReviews.class);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final Duration MAX_WAIT = Duration.ofSeconds(1);

  /** For tokens that were valid lately, and for what their users may do. */
  private static final double REVIEWS_PER_SECOND = 20;

  /** For all other tokens, of which anybody can make up any number. */
  private static final double UNKNOWN_TOKENS_PER_SECOND = 10;

  private final KubernetesClient client;
  private final RateLimiter reviews = RateLimiter.create(REVIEWS_PER_SECOND);
  private final RateLimiter unknownTokens = RateLimiter.create(UNKNOWN_TOKENS_PER_SECOND);

  private final LogOnce problemLog = new LogOnce(log);

  /**
   * Reviews by the API server of this configuration.
   *
   * @param answerWithin how long to wait for an answer
   */
  KubernetesReviews(Config config, Duration answerWithin) {
    int millis = Math.toIntExact(answerWithin.toMillis());
    this.client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(config)
                    .withConnectionTimeout(millis)
                    .withRequestTimeout(millis)
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  static KubernetesReviews ofThisCluster() {
    return new KubernetesReviews(Config.autoConfigure(null), ANSWER_WITHIN);
  }

  @Override
  public Optional<ClusterUser> user(String token, boolean known) {
    TokenReview question =
        new TokenReviewBuilder().withNewSpec().withToken(token).endSpec().build();
    TokenReviewStatus status =
        ask(
                known ? reviews : unknownTokens,
                () -> Optional.ofNullable(client.tokenReviews().create(question).getStatus()))
            .orElseGet(TokenReviewStatus::new);
    UserInfo user = status.getUser();
    if (!Boolean.TRUE.equals(status.getAuthenticated()) || user == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ClusterUser(
            user.getUsername(),
            user.getUid() == null ? "" : user.getUid(),
            user.getGroups() == null ? List.of() : List.copyOf(user.getGroups()),
            user.getExtra() == null ? Map.of() : Map.copyOf(user.getExtra())));
  }

  @Override
  public boolean allowed(ClusterUser user, String verb, String namespace) {
    SubjectAccessReview question =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user.name())
            .withUid(user.uid())
            .withGroups(user.groups())
            .withExtra(user.extra())
            .withNewResourceAttributes()
            .withGroup(API_GROUP)
            .withResource(RESOURCE)
            .withVerb(verb)
            .withNamespace(namespace)
            .endResourceAttributes()
            .endSpec()
            .build();
    return ask(
        reviews,
        () -> {
          SubjectAccessReview answer =
              client.authorization().v1().subjectAccessReview().create(question);
          return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
        });
  }

  private <T> T ask(RateLimiter limiter, Supplier<T> review) {
    if (!limiter.tryAcquire(MAX_WAIT)) {
      throw ApiProblem.busy(
          "too many requests need a review by the cluster; ask again in a second",
          Duration.ofSeconds(1));
    }
    try {
      T answer = review.get();
      if (problemLog.update("reviews", List.of())) {
        log.info("the cluster reviews tokens and permissions again");
      }
      return answer;
    } catch (KubernetesClientException e) {
      String why = reason(e);
      problemLog.update(
          "reviews", List.of("the cluster does not review tokens and permissions: " + why));
      throw ApiProblem.unavailable(
          "the cluster's API server does not say whether this is allowed (%s)".formatted(why), e);
    }
  }

  /** Without the client's own message, which may quote the request, and so the token. */
  private static String reason(KubernetesClientException failure) {
    return switch (failure.getCode()) {
      case 0, -1 -> "no answer: " + Throwables.getRootCause(failure).getClass().getSimpleName();
      case 401, 403 ->
          "it answers %d to this service, whose account needs the cluster role system:auth-delegator"
              .formatted(failure.getCode());
      default -> "it answers " + failure.getCode();
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
