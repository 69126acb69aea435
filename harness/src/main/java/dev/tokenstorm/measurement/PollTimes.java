package dev.tokenstorm.measurement;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Times polls that bring a task. Recording is thread-safe; {@link #swap} is for one thread. */
public final class PollTimes {
  private final Times workflow = new Times();
  private final Times activity = new Times();

  /**
   * Records one poll.
   *
   * @param nanos from request to answer
   */
  public void record(TaskKind kind, long nanos) {
    of(kind).record(nanos);
  }

  /** Returns what was recorded since the last swap. Every kind of task is a key. */
  public Map<TaskKind, PollSample> swap() {
    Map<TaskKind, PollSample> samples = new EnumMap<>(TaskKind.class);
    for (TaskKind kind : TaskKind.values()) {
      samples.put(kind, of(kind).swap());
    }
    return samples;
  }

  private Times of(TaskKind kind) {
    return switch (kind) {
      case WORKFLOW -> workflow;
      case ACTIVITY -> activity;
    };
  }

  private static final class Times {
    private final LongAdder count = new LongAdder();
    private final LongAdder total = new LongAdder();
    private final LongAccumulator shortest =
        new LongAccumulator(Math::min, PollSample.NONE.shortestNanos());

    void record(long nanos) {
      count.increment();
      total.add(nanos);
      shortest.accumulate(nanos);
    }

    PollSample swap() {
      return new PollSample(count.sumThenReset(), total.sumThenReset(), shortest.getThenReset());
    }
  }
}
