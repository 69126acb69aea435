package dev.tokenstorm.measurement;

/**
 * CPU time of a host's cores that others took in a span of time.
 *
 * @param spanNanos length of the span, in nanoseconds
 * @param cores of the host
 * @param othersNanos CPU time of other processes, in nanoseconds
 * @param stolenNanos CPU time that the hypervisor gave to other machines, in nanoseconds
 */
public record OthersCpu(long spanNanos, int cores, long othersNanos, long stolenNanos) {
  /** A span of no length. */
  public static final OthersCpu NONE = new OthersCpu(0, 1, 0, 0);

  /** Returns this span and a later one together. */
  public OthersCpu plus(OthersCpu later) {
    return new OthersCpu(
        spanNanos + later.spanNanos,
        later.cores,
        othersNanos + later.othersNanos,
        stolenNanos + later.stolenNanos);
  }

  /** Returns the share of all cores that others took, the hypervisor included, from 0 to 1. */
  public double share() {
    double all = (double) spanNanos * cores;
    return all > 0 ? Math.min(1, (othersNanos + stolenNanos) / all) : 0;
  }

  /** Returns the share of all cores that the hypervisor took, from 0 to 1. */
  public double stolenShare() {
    double all = (double) spanNanos * cores;
    return all > 0 ? Math.min(1, stolenNanos / all) : 0;
  }
}
