package org.openshift.ci.mirror.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.openshift.ci.mirror.api.listing.CoalescedReads;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.problem.ApiProblem.Kind;
import org.openshift.ci.mirror.api.problem.ApiProblem.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the cluster decide: its tokens say who somebody is, and its roles what somebody may do with
 * the resource {@value KubernetesReviews#RESOURCE}. No such objects exist; only roles name them.
 */
public final class ClusterAccess implements Access, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ClusterAccess.class);

  /**
   * How long an answer of the cluster counts; a withdrawn permission still counts for this long.
   */
  private static final Duration KEEP = Duration.ofSeconds(10);

  /** How long after its last review a token that was valid then is told apart from a guess. */
  private static final Duration KNOWN = Duration.ofHours(1);

  private static final int MOST_KNOWN = 10_000;

  private final ClusterReviews reviews;
  private final WrongTokens wrongTokens;
  private final Refusals refusals;
  private final CoalescedReads<String, Optional<ClusterUser>> users;
  private final CoalescedReads<Question, Boolean> answers;

  /** The SHA-256 of the tokens that were valid at their last review. */
  private final Cache<HashCode, Boolean> validLately;

  /** Access to the cluster that this process runs in, or that its kubeconfig names. */
  public static ClusterAccess ofThisCluster() {
    return new ClusterAccess(
        KubernetesReviews.ofThisCluster(),
        new WrongTokens(),
        WrongTokens.afterAMinute(),
        Ticker.systemTicker());
  }

  ClusterAccess(
      ClusterReviews reviews, WrongTokens wrongTokens, Executor afterAMinute, Ticker ticker) {
    this.reviews = reviews;
    this.wrongTokens = wrongTokens;
    this.refusals = new Refusals("requests that no role of the cluster allows", afterAMinute, log);
    this.validLately =
        Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(KNOWN)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
    this.users = new CoalescedReads<>(this::review, KEEP, ticker);
    this.answers =
        new CoalescedReads<>(
            asked -> reviews.allowed(asked.user(), asked.verb(), asked.namespace()), KEEP, ticker);
  }

  private record Question(ClusterUser user, String verb, String namespace) {}

  @Override
  public String tokenSource() {
    return "Use your own token of the cluster, which 'oc whoami --show-token' prints.";
  }

  @Override
  public String require(Caller caller, String verb, String namespace) {
    String token =
        caller
            .bearerToken()
            .orElseThrow(
                () ->
                    unauthorized(
                        Refusal.NO_TOKEN,
                        "this needs the header 'Authorization: Bearer <token>' with a token of the"
                            + " cluster, such as 'oc whoami --show-token' prints"));
    Optional<ClusterUser> user = users.get(token);
    if (user.isEmpty()) {
      wrongTokens.from(caller.address());
      throw unauthorized(
          Refusal.WRONG_TOKEN,
          "the cluster does not know this token, or it has expired; get a new one, for example with"
              + " 'oc whoami --show-token'");
    }
    if (!answers.get(new Question(user.get(), verb, namespace))) {
      refusals.count(user.get().name());
      throw ApiProblem.refused(
          Kind.FORBIDDEN,
          Refusal.FORBIDDEN,
          "%s may not %s %s.%s in %s; this needs a role with that verb on that resource"
              .formatted(
                  user.get().name(),
                  verb,
                  KubernetesReviews.RESOURCE,
                  KubernetesReviews.API_GROUP,
                  namespace.equals(ALL_NAMESPACES) ? "all namespaces" : "namespace " + namespace));
    }
    return user.get().name();
  }

  /** Unknown tokens have a budget of their own, so that guesses never stop who has a valid one. */
  private Optional<ClusterUser> review(String token) {
    HashCode hash = Hashing.sha256().hashString(token, StandardCharsets.UTF_8);
    boolean known = validLately.getIfPresent(hash) != null;
    if (!known) {
      wrongTokens.requireRoom();
    }
    Optional<ClusterUser> user = reviews.user(token, known);
    if (user.isPresent()) {
      validLately.put(hash, true);
    } else {
      validLately.invalidate(hash);
    }
    return user;
  }

  private static ApiProblem unauthorized(Refusal refusal, String message) {
    return ApiProblem.refused(Kind.UNAUTHORIZED, refusal, message);
  }

  @Override
  public void close() {
    reviews.close();
  }
}
