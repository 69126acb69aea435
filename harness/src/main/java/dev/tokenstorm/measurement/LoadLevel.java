package dev.tokenstorm.measurement;

/**
 * Times that were taken at one level of load.
 *
 * @param from lowest load of the level
 * @param to highest load of the level
 * @param count how many times were taken
 * @param totalNanos sum of the times, in nanoseconds
 * @param totalSquares sum of the squared times, in square nanoseconds
 */
public record LoadLevel(long from, long to, long count, long totalNanos, double totalSquares) {

  /** Joins this level and a higher one. */
  public LoadLevel plus(LoadLevel higher) {
    return new LoadLevel(
        from,
        higher.to,
        count + higher.count,
        totalNanos + higher.totalNanos,
        totalSquares + higher.totalSquares);
  }

  /** Returns the mean time, in seconds; 0 if there is none. */
  public double meanSeconds() {
    return count == 0 ? 0 : Nanos.toSeconds(totalNanos) / count;
  }

  /** Returns the standard deviation of the times, in seconds; 0 if there is none. */
  public double deviationSeconds() {
    double mean = meanSeconds();
    return count == 0
        ? 0
        : Math.sqrt(
            Math.max(
                0, totalSquares / (Nanos.PER_SECOND * Nanos.PER_SECOND) / count - mean * mean));
  }
}
