package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.text.Humanize;
import java.util.Optional;

/**
 * The one place that says whether a run goes on, and how it ended. Whoever stops the run says so
 * here. A target or a driver that fails is found out here. {@link #stop} and {@link #abort} are
 * thread-safe; the rest is for the cell's thread.
 */
final class EndOfRun {
  private final CellParts parts;
  private final DriverThread driving;
  private final Grace grace;
  private final TargetLoss loss;
  private volatile Optional<Ending> stopped = Optional.empty();
  private volatile boolean aborted;

  /** Whether the measured phase was ended before its time. */
  private boolean movedOn;

  /** Why the target was given up; once it is, it stays so, whatever it answers later. */
  private Optional<String> lost = Optional.empty();

  /** Whether only accounts are being settled, which a lost target may still allow. */
  private boolean settling;

  EndOfRun(CellParts parts, DriverThread driving, Grace grace) {
    this.parts = parts;
    this.driving = driving;
    this.grace = grace;
    this.loss = new TargetLoss(parts.plan(), parts.replies(), parts.ledger(), driving);
  }

  /** Starts nothing more; how the run then ends, unless the user interrupts it as well. */
  synchronized void stop(Ending ending) {
    if (stopped.isEmpty() || ending.interrupted()) {
      stopped = Optional.of(ending);
    }
    parts.driver().stop();
  }

  /** The measured phase is ended before it is done, by whoever drives the run. */
  void movedOn() {
    movedOn = true;
  }

  /** Stops waiting for anything. */
  void abort() {
    aborted = true;
  }

  boolean stopped() {
    return stopped.isPresent();
  }

  /** Whether nothing starts any more; a driver that was stopped may still count what is left. */
  boolean startsOver() {
    return driving.done() || stopped.isPresent();
  }

  /** From now on the figures are made, and accounts are settled. */
  void settling() {
    settling = true;
  }

  /** Whether anything can come of waiting. */
  boolean goesOn() {
    if (settling) {
      return !aborted && !loss.outOfReach();
    }
    if (lost.isEmpty()) {
      lost = loss.reason();
    }
    return !aborted && driving.failure().isEmpty() && lost.isEmpty();
  }

  /** Whether what is left open can be settled: also a target that was given up may be back. */
  boolean reachable() throws InterruptedException {
    if (lost.isPresent() && !aborted && !grace.begun() && parts.probe().answered()) {
      loss.back();
      return true;
    }
    return !aborted && lost.isEmpty();
  }

  /**
   * Says how the run ended, and gives what is still open its last state.
   *
   * @param answered whether every call was answered: then an account that is open now was lost by
   *     the harness, and must show
   */
  Ending ending(boolean answered) {
    Ledger ledger = parts.ledger();
    if (aborted) {
      return cutShort("It was interrupted twice, and did not drain.");
    }
    if (grace.begun() && (lost.isPresent() || (grace.over() && ledger.inFlight() > 0))) {
      return cutShort(
          "It was interrupted. "
              + lost.orElseGet(
                  () ->
                      Humanize.count(ledger.inFlight(), parts.plan().workload().noun())
                          + " did not close, and could not be terminated, before --grace was"
                          + " over."));
    }
    if (lost.isPresent()) {
      ledger.giveUp(ExecutionState.UNKNOWN, TokenState.UNKNOWN);
      return new Ending(How.TARGET_LOST, lost.get());
    }
    if (answered) {
      ledger.giveUpOpen();
    } else {
      ledger.giveUp(ExecutionState.UNKNOWN, TokenState.UNKNOWN);
    }
    if (driving.failure().isPresent()) {
      return new Ending(How.FAILED, driving.failure().get());
    }
    long terminated = ledger.counts().workflows(ExecutionState.TERMINATED);
    if (grace.begun() && terminated > 0) {
      return new Ending(
          How.INTERRUPTED,
          "It was interrupted, and terminated what had not closed when half of --grace was over.");
    }
    return stopped.or(this::cutMeasurement).or(this::notParked).orElseGet(Ending::finished);
  }

  private Ending cutShort(String sentence) {
    String left = leftOpen();
    parts.ledger().giveUp(ExecutionState.OPEN_AT_END, TokenState.PENDING);
    return new Ending(How.INTERRUPTED, sentence + left);
  }

  /** How to end what is left on a server that goes on. */
  private String leftOpen() {
    return parts.remote() && parts.ledger().inFlight() > 0
        ? " To terminate what is left open: tokenstorm clean " + parts.plan().runId() + "."
        : "";
  }

  private Optional<Ending> cutMeasurement() {
    return movedOn
        ? Optional.of(
            new Ending(
                How.ABORTED,
                "Whoever drives the run ended its measured phase before that was done."))
        : Optional.empty();
  }

  private Optional<Ending> notParked() {
    return parts
        .gate()
        .flatMap(ReleaseGate::shortfall)
        .map(sentence -> new Ending(How.NOT_PARKED, sentence));
  }
}
