package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a person asks of a mirror task. It stands in the task's history with the person and the
 * reason, and the task shows the latest one.
 *
 * @param action what the task is to do
 * @param by who asks; empty when not known
 * @param reason why; empty when not given
 */
@WireRecord
public record OperatorRequest(Action action, String by, String reason) {

  /** In characters; longer texts are cut. */
  public static final int MAX_LENGTH = 300;

  public OperatorRequest {
    by = cut(by);
    reason = cut(reason);
  }

  /** What a person may ask of a task. */
  public enum Action {
    /**
     * Check again now. Does not end a {@link #PARK}, so that many tasks can be triggered at once.
     */
    TRIGGER("trigger"),
    /** Push nothing until somebody asks to unpark. A push under way is finished. */
    PARK("park"),
    /** End a {@link #PARK}, and check again now. */
    UNPARK("unpark"),
    /**
     * End now without mirroring. A watch or sweep that finds the tag to differ starts a new task.
     */
    WITHDRAW("withdraw");

    private final String wireName;

    Action(String wireName) {
      this.wireName = wireName;
    }

    /** The name in histories, in the API and on the command line. */
    @JsonValue
    public String wireName() {
      return wireName;
    }

    /** The action with this name; null for a name that only a newer version has. */
    @JsonCreator
    public static Action of(String wireName) {
      for (Action action : values()) {
        if (action.wireName.equals(wireName)) {
          return action;
        }
      }
      return null;
    }
  }

  /** One line for people, for example {@code parked by alice: waits for the new base image}. */
  public String inWords(String done) {
    return done
        + (by.isEmpty() ? " by hand" : " by " + by)
        + (reason.isEmpty() ? "" : ": " + reason);
  }

  private static String cut(String text) {
    if (text == null) {
      return "";
    }
    String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
