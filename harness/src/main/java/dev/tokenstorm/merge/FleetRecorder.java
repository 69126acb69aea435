package dev.tokenstorm.merge;

import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.result.CellEnd;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes the result of a fleet of what its cells tell: their intervals as they pass, and their ends.
 * A fleet that runs and the folders of one that has run go the same way, so that the same files
 * come out of both. For one thread.
 */
public final class FleetRecorder {
  private final RunRecorder recorder;
  private final IntervalMerge merge;
  private final int cells;
  private final NavigableMap<Integer, CellEnd> ends = new TreeMap<>();

  /**
   * Begins.
   *
   * @param fleet what is known of the fleet's run when it starts
   * @param cells how many there are
   * @param sink takes the fleet's intervals, in their order
   */
  public FleetRecorder(RunFacts fleet, int cells, Consumer<Interval> sink) {
    this.recorder = new RunRecorder(fleet);
    this.merge = new IntervalMerge(fleet.startedAt(), cells, recorder.andThen(sink));
    this.cells = cells;
  }

  /** Adds an interval of a cell, whose intervals come in their order. */
  public void accept(int cell, Interval interval) {
    merge.accept(cell, interval);
  }

  /** No other interval of a cell will come: it came to its end, and sends that as well. */
  public void ended(int cell) {
    merge.ended(cell);
  }

  /** No other interval of a cell will come: it is lost. */
  public void lost(int cell) {
    merge.lost(cell);
  }

  /** Adds what a cell knows at its end; once for each cell, lost ones as well. */
  public void end(int cell, CellEnd end) {
    ends.put(cell, end);
  }

  /** Returns the fleet's result, whose ending is the gravest of the cells'. */
  public RunResult finish() {
    return finish(FleetEnding.of(by(CellEnd::ending)));
  }

  /**
   * Returns the fleet's result.
   *
   * @param ending that the coordinator knows
   */
  public RunResult finish(Ending ending) {
    if (ends.size() != cells) {
      throw new IllegalStateException("%d of %d cells have an end".formatted(ends.size(), cells));
    }
    merge.finish();
    Map<RpcStatus, Long> rpc = new HashMap<>();
    ends.values()
        .forEach(end -> end.rpc().forEach((status, count) -> rpc.merge(status, count, Long::sum)));
    return recorder
        .finish(
            ending,
            LedgerSum.of(by(CellEnd::ledger)),
            rpc,
            ends.values().stream().map(CellEnd::cutPolls).reduce(CutPolls.NONE, CutPolls::plus))
        .with(
            ends.values().stream()
                .map(CellEnd::byLoad)
                .reduce(LoadProfile.NONE, LoadProfile::plus));
  }

  private <T> NavigableMap<Integer, T> by(Function<CellEnd, T> part) {
    NavigableMap<Integer, T> parts = new TreeMap<>();
    ends.forEach((cell, end) -> parts.put(cell, part.apply(end)));
    return parts;
  }
}
