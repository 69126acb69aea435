package dev.tokenstorm.measurement;

/**
 * Polls that brought a task, timed from request to answer.
 *
 * @param count how many polls
 * @param totalNanos sum of their times, in nanoseconds
 * @param shortestNanos shortest of their times, in nanoseconds; without a poll it has no meaning
 */
public record PollSample(long count, long totalNanos, long shortestNanos) {
  /** No poll. */
  public static final PollSample NONE = new PollSample(0, 0, Long.MAX_VALUE);

  /** Adds the polls of another sample. */
  public PollSample plus(PollSample other) {
    return new PollSample(
        count + other.count,
        totalNanos + other.totalNanos,
        Math.min(shortestNanos, other.shortestNanos));
  }
}
