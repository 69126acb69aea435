package dev.tokenstorm.cell;

import com.google.protobuf.ByteString;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ServerExecutions;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a token from the worker: the ledger opens its account, and the external completer gets it.
 * The token that completes a workflow's first ones may bring about its cancellation. Thread-safe.
 */
final class TokenIntake {
  private static final Logger LOG = LoggerFactory.getLogger(TokenIntake.class);

  private final NanoClock clock;
  private final Ledger ledger;
  private final Draws draws;
  private final ServerExecutions executions;
  private final Handover handover;
  private final boolean logTokens;

  /** How a token gets to the external completer. */
  @FunctionalInterface
  interface Handover {
    /**
     * Gives one.
     *
     * @param runId the server's id of the execution's run
     * @param activityId the server's id of the activity
     */
    void give(Token token, String runId, String activityId) throws InterruptedException;
  }

  /**
   * @param logTokens whether each token is logged, as the user asked for by {@code --log-tokens}
   */
  TokenIntake(
      NanoClock clock,
      Ledger ledger,
      Draws draws,
      ServerExecutions executions,
      Handover handover,
      boolean logTokens) {
    this.clock = clock;
    this.ledger = ledger;
    this.draws = draws;
    this.executions = executions;
    this.handover = handover;
    this.logTokens = logTokens;
  }

  /**
   * Takes one. Blocks where the hand-over does.
   *
   * @param number the workflow's, or -1 for one that is not ours
   * @param activity the activity's, or -1 for one that is not ours
   * @param runId the server's id of the workflow's run
   */
  void take(
      long number,
      int activity,
      int attempt,
      ByteString taskToken,
      String activityId,
      String runId) {
    Token issued = ledger.issue(number, activity, attempt, taskToken, activityId, clock.nanoTime());
    if (logTokens) {
      LOG.info(
          "GreetingActivity token: {}",
          Base64.getEncoder().encodeToString(taskToken.toByteArray()));
    }
    if (issued != null) {
      issued.ofRun(runId);
      handOver(issued, runId, activityId);
    }
  }

  private void handOver(Token token, String runId, String activityId) {
    ExecutionEntry execution = token.execution();
    if (draws.cancelled(execution.number()) && ledger.claimCancellation(execution)) {
      executions.cancel(execution.number());
    }
    try {
      handover.give(token, runId, activityId);
    } catch (InterruptedException e) {
      // The worker is shutting down; the token stays with the ledger.
      Thread.currentThread().interrupt();
    }
  }
}
