package dev.tokenstorm.run;

import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.plan.Burst;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.plan.WorkloadKind;

/**
 * About how much heap a plan takes at its height, in bytes that live through a collection.
 *
 * <p>For each workflow in the worker's cache it counts what was measured without payloads; for each
 * pending token its account; and copies of the payload, {@code P} bytes each:
 *
 * <pre>
 * sdk worker        cached workflows × (3 + branches) × P
 * wire worker       cached workflows × P
 * completions       calls under way × P
 * null front end    open workflows × (1 + activities) × P, half of what their histories come to,
 *                   and the closed ones that it remembers, up to a bound of its own
 * </pre>
 *
 * <p>A standalone activity has no place in a worker's cache. The null front end keeps the payload
 * of an open one once, and that of a closed one twice.
 *
 * <p>Measured on JDK 17 with 200 workflows, all of whose tokens were parked, and 100,000 bytes: the
 * SDK's worker held 4.8 copies a workflow of two branches and 10.1 of eight, the wire worker one,
 * and with the null front end in the same process there were three more for two branches. The
 * embedded server is not counted; it shares its copies with the workers.
 *
 * <p>Payloads are counted for what is surely open: the places of a closed loop, as many as there
 * are workflows; of an open loop, whose bound is for a run that goes wrong, its largest burst, what
 * is parked, and what starts during the completion delays.
 */
final class HeapEstimate {
  /** Live heap of a run with nothing in flight. */
  static final long BASE_BYTES = 32L << 20;

  /**
   * A cached workflow, for each of its branches and its method: 1,000 workflows of two branches
   * with all tokens parked held 85 MB on JDK 17 and 94 MB on JDK 25.
   */
  static final long PER_BRANCH_BYTES = 24L << 10;

  static final long PER_TOKEN_BYTES = 512;

  private static final long WIRE_BYTES = 1L << 10;
  private static final long WIRE_PER_BRANCH_BYTES = 512;

  /** Copies that the SDK's worker holds of a workflow's name, those of its branches apart. */
  private static final int SDK_COPIES = 3;

  private final RunPlan plan;
  private final long branches;
  private final long payload;

  private HeapEstimate(RunPlan plan) {
    this.plan = plan;
    this.branches = plan.shape().branches();
    this.payload = plan.greeting().payloadBytes();
  }

  /** The estimate of a plan. */
  static long bytes(RunPlan plan) {
    return new HeapEstimate(plan).bytes();
  }

  private long bytes() {
    return BASE_BYTES
        + cached(plan.load().arrivals().inFlight()) * withoutPayload()
        + plan.maxPendingTokens() * PER_TOKEN_BYTES
        + payload * copies()
        + closed();
  }

  private long cached(long open) {
    return Math.min(open, plan.worker().workflowCache());
  }

  private long withoutPayload() {
    return switch (plan.worker().kind()) {
      case SDK -> PER_BRANCH_BYTES * (1 + branches);
      case WIRE -> WIRE_BYTES + WIRE_PER_BRANCH_BYTES * branches;
    };
  }

  private long copies() {
    long open = open();
    long worker =
        switch (plan.worker().kind()) {
          case SDK -> cached(open) * (SDK_COPIES + branches);
          case WIRE -> cached(open);
        };
    long completions = Math.min(plan.completion().completers(), open * branches);
    return worker + completions + (ownFrontEnd() ? open * keptOpen() : 0);
  }

  /** Copies that the null front end keeps of an open execution's payload. */
  private long keptOpen() {
    return plan.workload() == WorkloadKind.GREETING ? 1L + plan.shape().activities() : 1;
  }

  /** The same of a closed one: the input, and those of activities with their results. */
  private long keptClosed() {
    return plan.workload() == WorkloadKind.GREETING ? 1 + 2L * plan.shape().activities() : 2;
  }

  /** Executions that are surely open at one time. */
  private long open() {
    LoadPlan load = plan.load();
    long open = Math.min(load.arrivals().inFlight(), planned());
    if (!(load.arrivals() instanceof LoadPlan.OpenLoop arrivals)) {
      return open;
    }
    double waiting = plan.completion().delay().meanSeconds() * plan.shape().steps();
    double sure =
        arrivals.shape().peakPerSecond() * waiting
            + arrivals.bursts().stream().mapToLong(Burst::workflows).max().orElse(0)
            + (double) plan.completion().park().orElse(0) / branches;
    return (long) Math.min(open, Math.ceil(sure));
  }

  /** How many workflows start at most. */
  private long planned() {
    LoadPlan load = plan.load();
    return load.warmup().isZero() ? load.workflows().orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
  }

  private boolean ownFrontEnd() {
    return plan.target().choice().kind() == TargetKind.NULL;
  }

  /** Payloads in the histories of closed workflows that the null front end remembers. */
  private long closed() {
    if (!ownFrontEnd()) {
      return 0;
    }
    long history = payload * keptClosed();
    long remembered = Math.min(planned(), NullFrontEnd.MOST_CLOSED);
    return Math.min(NullFrontEnd.MOST_CLOSED_BYTES, history * remembered);
  }
}
