package org.openshift.ci.mirror.notification;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Who is notified of the failures of which tags.
 *
 * @param all in the order of the file
 */
public record Recipients(List<Recipient> all) {

  public Recipients {
    all = List.copyOf(all);
  }

  /** The first one that matches the tag; empty for none. */
  public Optional<Recipient> of(TagReference tag) {
    return all.stream().filter(recipient -> recipient.matches(tag)).findFirst();
  }

  @Override
  public String toString() {
    return all.isEmpty()
        ? "no recipients"
        : "recipients " + all.stream().map(Recipient::name).collect(Collectors.joining(", "));
  }
}
