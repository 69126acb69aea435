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
import java.util.Map;

/**
 * About one second of a run. A change of phase ends an interval, so an interval is of one phase.
 *
 * @param index 0 for the run's first
 * @param start wall time, a label: the run's, and {@code startNanos} more
 * @param startNanos offset of its start from the run's start, in nanoseconds
 * @param lengthNanos its length, measured to the reading of the counts
 * @param counts the ledger's counts at its end, cumulative
 * @param gauges at its end
 * @param latencies recorded within it
 * @param process of the whole process within it
 * @param rpc attempts by status at its end, cumulative
 * @param occupancy within it, on average
 * @param polls that brought a task within it
 * @param byLoad how long the server took by load, cumulative
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
    LoadProfile byLoad) {}
