package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.PollSample;
import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.TaskKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * About one second of a run. A change of phase ends an interval, so an interval belongs to one
 * phase.
 *
 * @param index number of the interval in the run, from 0
 * @param start wall time of the start, as a label only: the run's start plus {@code startNanos}
 * @param startNanos from the run's start to the interval's, in nanoseconds
 * @param lengthNanos length up to the reading of the counts, in nanoseconds
 * @param phase that the interval belongs to
 * @param counts of the ledger since the start of the run, read at the end of the interval
 * @param gauges at the end of the interval
 * @param latencies recorded within the interval
 * @param process what the harness's process did within the interval
 * @param rpc attempts by status since the start of the run, read at the end of the interval
 * @param occupancy mean levels within the interval
 * @param polls that brought a task within the interval
 * @param byLoad how long the server took at each load since the start of the run
 * @param faults that went on within the interval, in their notation
 */
public record Interval(
    int index,
    Instant start,
    long startNanos,
    long lengthNanos,
    Phase phase,
    LedgerCounts counts,
    CellGauges gauges,
    Latencies latencies,
    ProcessSample process,
    Map<RpcStatus, Long> rpc,
    Occupancy occupancy,
    Map<TaskKind, PollSample> polls,
    LoadProfile byLoad,
    List<String> faults) {
  public Interval {
    faults = List.copyOf(faults);
  }
}
