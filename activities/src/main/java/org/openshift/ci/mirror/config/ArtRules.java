package org.openshift.ci.mirror.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The rules for ART images ({@code artImages}). Matching takes time linear in the length of the
 * tag. Immutable.
 */
public final class ArtRules {

  private final List<ArtRule> rules;
  private final Predicate<TagReference> listedElsewhere;

  /**
   * @param listedElsewhere the targets of other sections, which these rules leave alone
   */
  ArtRules(List<ArtRule> rules, Predicate<TagReference> listedElsewhere) {
    this.rules = List.copyOf(rules);
    this.listedElsewhere = Objects.requireNonNull(listedElsewhere, "listedElsewhere");
  }

  /**
   * Whether the tag is to be mirrored as an ART image. A target that a supplemental or a backfill
   * entry lists by name is theirs, and does not match.
   */
  public boolean matches(TagReference tag) {
    return ruleFor(tag).isPresent() && !listedElsewhere.test(tag);
  }

  /** Each rule in words that differ where the rules do. */
  Stream<String> inWords() {
    return rules.stream().map(ArtRule::toString);
  }

  /** How many rules there are. */
  public int size() {
    return rules.size();
  }

  /** The first rule whose expressions fit, whoever else lists the tag. */
  public Optional<ArtRule> ruleFor(TagReference tag) {
    return rules.stream().filter(rule -> rule.matches(tag)).findFirst();
  }
}
