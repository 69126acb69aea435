package dev.tokenstorm.run;

import dev.tokenstorm.cell.Leftovers;
import dev.tokenstorm.cell.RunListing;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.UsageException;
import dev.tokenstorm.workload.LeftExecutions;
import dev.tokenstorm.workload.Workload;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * A run that was killed and is taken up.
 *
 * @param recorder has taken the intervals that were kept
 * @param target that it is taken up on
 * @param executions that the target has of it
 * @param takenUpAt when its second life began
 */
record TakenRun(
    KilledRun killed,
    RunRecorder recorder,
    Workload workload,
    Target target,
    LeftExecutions executions,
    Instant takenUpAt) {

  /**
   * Reads what was kept. That has to be done before the folder is gone on with, because the lock on
   * it would end with a second look.
   *
   * @param facts of the whole run
   * @throws TargetException if the target cannot tell what a run left on it
   * @throws UsageException if the workload's executions cannot be found again
   */
  static TakenRun read(
      KilledRun killed, RunFacts facts, Workload workload, Target target, Instant takenUpAt) {
    if (target.info().kind().equals(TargetInfo.NULL)) {
      throw new TargetException(
          target.info().address()
              + " is a null front end, which lists no executions; a run on it cannot be taken up.");
    }
    LeftExecutions executions =
        workload
            .left(target, new Backoff(facts.plan().seed()))
            .orElseThrow(
                () -> new UsageException("--take-up: runs of this workload cannot be taken up."));
    RunRecorder recorder = new RunRecorder(facts);
    killed.read(recorder);
    return new TakenRun(killed, recorder, workload, target, executions, takenUpAt);
  }

  /**
   * Checks whether the run was on this target. That has to be done before the folder is gone on
   * with, so that it stays as it is if the user named another server.
   *
   * @param interrupts says whether somebody wants the end
   * @throws TargetException if the target lists none of its executions, or refuses to
   * @throws InterruptedException if somebody wants the end before that is known
   */
  void check(InterruptRelay interrupts) throws InterruptedException {
    // Nobody knows what a first life had started if its first second was not over.
    boolean anyStarted = killed.counts().started() > 0;
    boolean known;
    try {
      known =
          new RunListing(executions, NanoClock.SYSTEM, interrupts::rest, interrupts::interrupted)
              .knowsAny(anyStarted ? RunListing.LONGEST_LAG : Duration.ZERO);
    } catch (StatusRuntimeException refused) {
      if (interrupts.interrupted()) {
        throw interrupted();
      }
      throw explain(target, refused);
    }
    if (known || !anyStarted) {
      return;
    }
    if (interrupts.interrupted()) {
      throw interrupted();
    }
    throw new TargetException(
        "%s, namespace %s, lists no execution of run %s, so this is not where it was; name its server and namespace by --target and --namespace."
            .formatted(target.info().address(), target.info().namespace(), killed.runId()));
  }

  private static InterruptedException interrupted() {
    return new InterruptedException("It was interrupted before anything was taken up.");
  }

  /** Returns what it left. */
  Leftovers leftovers(Findings findings) {
    return new Leftovers(killed, recorder, workload, executions, findings, takenUpAt);
  }

  /** Returns a sentence on a target that does not tell what it has. */
  static TargetException explain(Target target, StatusRuntimeException refused) {
    return refused.getStatus().getCode() == Status.Code.UNIMPLEMENTED
        ? new TargetException(
            target.info().address()
                + " cannot list the executions of a run, so no run on it can be taken up.",
            refused)
        : target.explain(refused);
  }
}
