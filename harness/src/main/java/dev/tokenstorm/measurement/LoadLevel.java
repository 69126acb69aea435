package dev.tokenstorm.measurement;

/**
 * Times that were taken at a load.
 *
 * @param from the least load of the level
 * @param to the most
 * @param count of the times
 * @param totalNanos their sum
 * @param totalSquares the sum of their squares, in square nanoseconds
 */
public record LoadLevel(long from, long to, long count, long totalNanos, double totalSquares) {

  /** Both together, the lower one first. */
  public LoadLevel plus(LoadLevel higher) {
    return new LoadLevel(
        from,
        higher.to,
        count + higher.count,
        totalNanos + higher.totalNanos,
        totalSquares + higher.totalSquares);
  }

  /** Of one time, in seconds; 0 if there is none. */
  public double meanSeconds() {
    return count == 0 ? 0 : Nanos.toSeconds(totalNanos) / count;
  }

  /** The standard deviation of one time, in seconds; 0 if there is none. */
  public double deviationSeconds() {
    double mean = meanSeconds();
    return count == 0
        ? 0
        : Math.sqrt(
            Math.max(
                0, totalSquares / (Nanos.PER_SECOND * Nanos.PER_SECOND) / count - mean * mean));
  }
}
