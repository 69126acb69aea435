package dev.tokenstorm.merge;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.LoadLevel;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.PollSample;
import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.SampleRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** Intervals of cells made by hand, in which a drawn number of executions close each second. */
public final class SampleFleet {
  public static final long SECOND = 1_000_000_000L;
  private static final RpcStatus OK = new RpcStatus("RespondActivityTaskCompleted", "OK", "", "");
  private static final RpcStatus BUSY =
      new RpcStatus("StartWorkflowExecution", "RESOURCE_EXHAUSTED", "RPS_LIMIT", "NAMESPACE");

  private final Random random;

  /** One cell, whose counts go on from interval to interval. */
  public static final class SampleCell {
    private final List<Interval> intervals = new ArrayList<>();
    private final Map<RpcStatus, Long> rpc = new HashMap<>();
    private LedgerCounts counts = Counts.NONE;
    private long endNanos;

    public List<Interval> intervals() {
      return intervals;
    }

    /** Adds an interval in which executions closed with these latencies. */
    public SampleCell add(Phase phase, long until, List<Long> closedNanos) {
      return add(phase, until, closedNanos, 0, SECOND / 4);
    }

    SampleCell add(Phase phase, long until, List<Long> closedNanos, long pausedNanos, long cpu) {
      long closed = closedNanos.size();
      counts =
          Counts.sum(
              counts,
              new LedgerCounts(
                  closed,
                  0,
                  0,
                  closed,
                  0,
                  Map.of(ExecutionState.COMPLETED, closed),
                  4 * closed,
                  Map.of(TokenState.COMPLETED, 4 * closed),
                  0,
                  0,
                  0,
                  0,
                  0,
                  0,
                  0));
      rpc.merge(OK, 4 * closed, Long::sum);
      rpc.merge(BUSY, closed % 3, Long::sum);
      Map<Latency, Histogram> recorded = new EnumMap<>(Latency.class);
      for (Latency latency : Latency.ofLoop(false)) {
        Histogram histogram = LatencyRecorders.newHistogram();
        closedNanos.forEach(histogram::recordValue);
        recorded.put(latency, histogram);
      }
      Histogram hiccups = LatencyRecorders.newHistogram();
      closedNanos.forEach(nanos -> hiccups.recordValue(nanos / 100));
      boolean drained = phase == Phase.DRAIN;
      intervals.add(
          new Interval(
              intervals.size(),
              SampleRun.START.plusNanos(endNanos),
              endNanos,
              until - endNanos,
              phase,
              counts,
              new CellGauges(drained ? 0 : closed, drained ? 0 : 2 * closed, 1, 3, 16),
              phase == Phase.WARMUP
                  ? new Latencies(Map.of(), recorded)
                  : new Latencies(recorded, Map.of()),
              new ProcessSample(
                  endNanos,
                  until,
                  cpu,
                  OptionalDouble.of((closed % 10) / 10.0),
                  OptionalLong.of(1000 * closed),
                  OptionalLong.of(pausedNanos),
                  OptionalLong.empty(),
                  hiccups),
              Map.copyOf(rpc),
              new Occupancy(closed / 3.0, 0.1, closed / 7.0, 0.7, 1.3),
              Map.of(TaskKind.WORKFLOW, new PollSample(closed, closed * 1_000_000, 1_000)),
              new LoadProfile(
                  List.of(new LoadLevel(8, 15, counts.started(), counts.started() * 7, 0.3)),
                  List.of(),
                  List.of(),
                  List.of()),
              List.of()));
      endNanos = until;
      return this;
    }
  }

  public SampleFleet(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Draws a fleet: executions of so many seconds, each of one cell. The last list is of a single
   * cell that has them all.
   */
  public List<List<Interval>> draw(int cells, int seconds) {
    List<SampleCell> shares = new ArrayList<>();
    for (int cell = 0; cell <= cells; cell++) {
      shares.add(new SampleCell());
    }
    for (int second = 0; second < seconds; second++) {
      Phase phase =
          second < 2 ? Phase.WARMUP : second < seconds - 2 ? Phase.MEASURE : Phase.DRAIN;
      List<List<Long>> closed = new ArrayList<>();
      shares.forEach(unused -> closed.add(new ArrayList<>()));
      for (int n = random.nextInt(60); n > 0; n--) {
        long nanos = (long) (5e6 * Math.exp(1.5 * random.nextGaussian()));
        closed.get(random.nextInt(cells)).add(nanos);
        closed.get(cells).add(nanos);
      }
      for (int cell = 0; cell <= cells; cell++) {
        // No cell ends its second at the very moment.
        shares
            .get(cell)
            .add(phase, (second + 1) * SECOND + random.nextInt(5_000_000), closed.get(cell));
      }
    }
    return shares.stream().map(SampleCell::intervals).toList();
  }

  /** Hands the cells' intervals to a merge, each cell's in their order and the cells' in any. */
  void tell(List<List<Interval>> cells, IntervalMerge merge) {
    int[] next = new int[cells.size()];
    List<Integer> left = new ArrayList<>();
    for (int cell = 0; cell < cells.size(); cell++) {
      left.add(cell);
    }
    while (!left.isEmpty()) {
      int cell = left.get(random.nextInt(left.size()));
      if (next[cell] == cells.get(cell).size()) {
        merge.ended(cell);
        left.remove(Integer.valueOf(cell));
      } else {
        merge.accept(cell, cells.get(cell).get(next[cell]++));
      }
    }
    merge.finish();
  }
}
