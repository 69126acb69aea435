package dev.tokenstorm.run;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunResult;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Generates the load of one run, and tells what came of it: a cell of this process, or many
 * elsewhere. {@link #run} is called once; all else may be called from any thread, at any time.
 */
public interface LoadGenerator {

  /** What the ledger counts. */
  LedgerCounts counts();

  /** What is held at the moment. */
  CellGauges gauges();

  /** Attempts by status so far. */
  Map<RpcStatus, Long> statuses();

  /**
   * Runs the plan.
   *
   * @param sink takes each interval, on this thread
   * @throws InterruptedException when this thread is interrupted; all is then closed
   */
  RunResult run(Consumer<Interval> sink) throws InterruptedException;

  /**
   * Starts nothing more, and drains.
   *
   * @param ending how the run then ends, unless it is interrupted as well
   */
  void stop(Ending ending);

  /** Starts nothing more, and drains, because the user wants it so. */
  void interrupt();

  /**
   * The same, because the system wants it so.
   *
   * @param within how long the drain, and the terminations that follow it, may take together
   */
  void interrupt(Duration within);

  /** Stops waiting for anything. */
  void abort();

  /** Closes one that is never run. */
  void dismiss();
}
