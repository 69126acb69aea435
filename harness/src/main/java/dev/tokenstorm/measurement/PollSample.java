package dev.tokenstorm.measurement;

/**
 * Polls that brought a task, from request to answer.
 *
 * @param shortestNanos the shortest; meaningless without a poll
 */
public record PollSample(long count, long totalNanos, long shortestNanos) {
  /** No poll. */
  public static final PollSample NONE = new PollSample(0, 0, Long.MAX_VALUE);

  /** Both together. */
  public PollSample plus(PollSample other) {
    return new PollSample(
        count + other.count,
        totalNanos + other.totalNanos,
        Math.min(shortestNanos, other.shortestNanos));
  }
}
