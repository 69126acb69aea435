package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.workload.LeftExecutions;
import dev.tokenstorm.workload.Workload;
import java.time.Instant;

/**
 * What a run left that was killed.
 *
 * @param killed what its folder has
 * @param recorder has taken the intervals that were kept
 * @param executions what the server has
 * @param findings takes what is wrong with single executions
 * @param takenUpAt when its second life began
 */
public record Leftovers(
    KilledRun killed,
    RunRecorder recorder,
    Workload workload,
    LeftExecutions executions,
    Findings findings,
    Instant takenUpAt) {}
