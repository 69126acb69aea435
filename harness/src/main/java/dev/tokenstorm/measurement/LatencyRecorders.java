package dev.tokenstorm.measurement;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Records latencies, those of warm-up workflows apart from those of measured workflows. Recording
 * is wait-free and thread-safe; {@link #swap} is for one thread. Memory is fixed: a value above
 * {@link #HIGHEST_NANOS} is recorded as {@link #HIGHEST_NANOS}.
 */
// An array by ordinal is the cheapest map, and the ordinal is never stored.
@SuppressWarnings("EnumOrdinal")
public final class LatencyRecorders {
  /** Largest latency that is told apart: one day. */
  public static final long HIGHEST_NANOS = TimeUnit.HOURS.toNanos(24);

  /** Smallest latency that is told apart: one microsecond. */
  public static final long LOWEST_NANOS = 1_000;

  /** Significant decimal digits of every histogram. */
  public static final int DIGITS = 3;

  private final Recorder[] measured = newRecorders();
  private final Recorder[] warmup = newRecorders();
  private final LongSupplier inFlight;
  private final LevelSums calls = new LevelSums();
  private final LevelSums callsByWorkflows = new LevelSums();
  private final LevelSums resumes = new LevelSums();
  private final LevelSums wakeUps = new LevelSums();

  /** Makes recorders for a load that does not change. */
  public LatencyRecorders() {
    this(() -> 1);
  }

  /**
   * Makes recorders.
   *
   * @param inFlight tells how many workflows are in flight; must not block
   */
  public LatencyRecorders(LongSupplier inFlight) {
    this.inFlight = inFlight;
  }

  /**
   * Records one latency.
   *
   * @param measuredWorkflow whether the workflow belongs to the measured phase
   * @param nanos negative values, which a clock read on another thread can cause, count as zero
   */
  public void record(Latency latency, boolean measuredWorkflow, long nanos) {
    Recorder[] recorders = measuredWorkflow ? measured : warmup;
    recorders[latency.ordinal()].recordValue(bounded(nanos));
  }

  /** Records the time from a completion call to the workflow's next line. */
  public void recordResume(boolean measuredWorkflow, long nanos) {
    record(Latency.RESUME, measuredWorkflow, nanos);
    resumes.add(inFlight.getAsLong(), nanos);
  }

  /**
   * Records a completion call.
   *
   * @param underWay calls under way when this one was made, itself included
   */
  public void recordCall(boolean measuredWorkflow, long nanos, int underWay) {
    record(Latency.COMPLETION_CALL, measuredWorkflow, nanos);
    calls.add(underWay, nanos);
    callsByWorkflows.add(inFlight.getAsLong(), nanos);
  }

  /**
   * Records a token's wait for a completer.
   *
   * @param wakeUpNanos part of the wait in which a completer was idle; negative counts as zero
   * @param underWay calls under way, the token's own included
   */
  public void recordTokenWait(
      boolean measuredWorkflow, long nanos, long wakeUpNanos, int underWay) {
    record(Latency.TOKEN_WAIT, measuredWorkflow, nanos);
    if (measuredWorkflow) {
      wakeUps.add(underWay, Math.max(0, wakeUpNanos));
    }
  }

  /**
   * Returns all times recorded so far by load. Wake-ups are those of measured workflows; all other
   * times include the warm-up's.
   */
  public LoadProfile byLoad() {
    return new LoadProfile(
        calls.levels(), callsByWorkflows.levels(), resumes.levels(), wakeUps.levels());
  }

  /** Returns what was recorded since the last swap. The histograms belong to the caller. */
  public Latencies swap() {
    return new Latencies(swap(measured), swap(warmup));
  }

  /** Returns an empty histogram to which recorded ones can be added without loss. */
  public static Histogram newHistogram() {
    return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
  }

  private static Recorder[] newRecorders() {
    Recorder[] recorders = new Recorder[Latency.values().length];
    Arrays.setAll(recorders, unused -> newRecorder());
    return recorders;
  }

  static long bounded(long nanos) {
    return Math.max(0, Math.min(nanos, HIGHEST_NANOS));
  }

  static Recorder newRecorder() {
    return new Recorder(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
  }

  private static Map<Latency, Histogram> swap(Recorder[] recorders) {
    Map<Latency, Histogram> histograms = new EnumMap<>(Latency.class);
    for (Latency latency : Latency.values()) {
      histograms.put(latency, recorders[latency.ordinal()].getIntervalHistogram());
    }
    return histograms;
  }

  /**
   * Histograms of nanoseconds. Every {@link Latency} is a key of both maps.
   *
   * @param measured histograms of workflows of the measured phase
   * @param warmup histograms of workflows of the warm-up
   */
  public record Latencies(Map<Latency, Histogram> measured, Map<Latency, Histogram> warmup) {

    /** Returns the histogram of workflows of the measured phase. */
    public Histogram measured(Latency latency) {
      return requireNonNull(measured.get(latency));
    }

    /** Returns the histogram of workflows of the warm-up. */
    public Histogram warmup(Latency latency) {
      return requireNonNull(warmup.get(latency));
    }
  }
}
