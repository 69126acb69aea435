package dev.tokenstorm.cell;

/**
 * The controls of a run beside the cell's parts: with them it is carried out and ended.
 *
 * @param driving starts workflows
 * @param grace bounds all that follows once the system asks for the end
 * @param end knows who stopped the run, and whether anything can come of waiting
 * @param retries are over when the drain has to be
 * @param worker ends, or is left behind
 */
record RunControls(
    DriverThread driving, Grace grace, EndOfRun end, RetryDeadline retries, WorkerClosing worker) {

  static RunControls of(CellParts parts) {
    DriverThread driving = new DriverThread(parts.driver());
    Grace grace = new Grace(parts.clock());
    return new RunControls(
        driving,
        grace,
        new EndOfRun(parts, driving, grace),
        new RetryDeadline(parts.scheduler(), parts.retrier()),
        new WorkerClosing(parts.worker(), grace));
  }
}
