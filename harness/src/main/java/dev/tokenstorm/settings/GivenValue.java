package dev.tokenstorm.settings;

import java.util.List;

/**
 * A setting's value as a user gave it, not yet read.
 *
 * @param label names the place in messages, such as {@code --workflows}
 * @param texts one text, or several of a list
 */
public record GivenValue(Source source, String label, List<String> texts) {
  public GivenValue {
    texts = List.copyOf(texts);
  }

  /** Where values come from; a later one goes before an earlier one. */
  public enum Source {
    PLAN_FILE,
    VARIABLE,
    FLAG,
    /** A flag of one side of a comparison. */
    SIDE_FLAG
  }

  /** Whether the other's source goes before this one's. */
  boolean yieldsTo(GivenValue other) {
    return source.compareTo(other.source) < 0;
  }
}
