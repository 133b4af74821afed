package org.openshift.ci.mirror.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The rules for ART images ({@code artImages}). Matching takes time linear in the length of names.
 * Immutable.
 */
public final class ArtRules {

  private final List<ArtRule> rules;
  private final Predicate<TagReference> listedElsewhere;

  /**
   * @param listedElsewhere whether an entry of another section has this target
   */
  ArtRules(List<ArtRule> rules, Predicate<TagReference> listedElsewhere) {
    this.rules = List.copyOf(rules);
    this.listedElsewhere = Objects.requireNonNull(listedElsewhere, "listedElsewhere");
  }

  /**
   * Whether a rule matches the tag. The target of a supplemental or backfill entry never matches.
   */
  public boolean matches(TagReference tag) {
    return ruleFor(tag).isPresent() && !listedElsewhere.test(tag);
  }

  /** Each rule as a text; equal texts mean equal rules. */
  Stream<String> inWords() {
    return rules.stream().map(ArtRule::toString);
  }

  /** The number of rules. */
  public int size() {
    return rules.size();
  }

  /** The first rule whose expressions match, even if the tag is the target of an entry. */
  public Optional<ArtRule> ruleFor(TagReference tag) {
    return rules.stream().filter(rule -> rule.matches(tag)).findFirst();
  }
}
