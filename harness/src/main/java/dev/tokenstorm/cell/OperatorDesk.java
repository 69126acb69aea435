package dev.tokenstorm.cell;

import dev.tokenstorm.cell.Pauses.Pause;
import dev.tokenstorm.ledger.CommandAnswer;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.workload.ActivityOperator;
import dev.tokenstorm.workload.ActivityOperator.PendingActivity;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Makes the commands of operators, and ends pauses. A token is kept back while its activity's
 * command is under way, so that the ledger knows what the command did before the token is answered.
 * Thread-safe.
 */
final class OperatorDesk implements AutoCloseable {
  private final Ledger ledger;
  private final ActivityOperator operator;
  private final NanoClock clock;
  private final Consumer<Token> onward;
  private final long surelyUnderWayNanos;
  private final CallWindow window = new CallWindow(TargetPlan.STREAMS_PER_CONNECTION);
  private final Pauses pauses;
  private final Set<Pause> ending = ConcurrentHashMap.newKeySet();

  /**
   * @param onward takes a token whose command is answered; must not block
   */
  OperatorDesk(
      RunPlan plan,
      Ledger ledger,
      ActivityOperator operator,
      NanoClock clock,
      Consumer<Token> onward) {
    this.ledger = ledger;
    this.operator = operator;
    this.clock = clock;
    this.onward = onward;
    this.surelyUnderWayNanos = shortestTimeout(plan.greeting()).dividedBy(2).toNanos();
    this.pauses =
        new Pauses(
            clock,
            plan.completion().operators().pauseFor().toNanos(),
            new Pauses.End() {
              @Override
              public void unpause(Pause pause) {
                ending.add(pause);
                window.make(() -> requestUnpause(pause));
              }

              @Override
              public void outlived(Pause pause) {
                ledger.outlived();
              }
            });
  }

  /** Begins to end pauses when they are due. To be called once. */
  void start() {
    pauses.start();
  }

  private static Duration shortestTimeout(GreetingPlan greeting) {
    Duration timeout = greeting.startToCloseTimeout();
    return greeting
        .heartbeatTimeout()
        .filter(heartbeat -> heartbeat.compareTo(timeout) < 0)
        .orElse(timeout);
  }

  /**
   * Requests a command, and hands the token on once that is answered.
   *
   * @return false when nothing is commanded, so that the caller hands it on
   */
  boolean request(Token token, OperatorCommand command, PendingActivity activity) {
    if (!ledger.commanding(token, command)) {
      return false;
    }
    window.make(
        () ->
            operator.request(
                command,
                activity,
                () -> answered(token, command, activity, CommandAnswer.TAKEN),
                status -> answered(token, command, activity, answer(status))));
    return true;
  }

  private void answered(
      Token token, OperatorCommand command, PendingActivity activity, CommandAnswer answer) {
    boolean underWay = clock.nanoTime() - token.issuedNanos() < surelyUnderWayNanos;
    ledger.commanded(token, command, answer, underWay);
    if (command == OperatorCommand.PAUSE && answer != CommandAnswer.LATE) {
      pauses.begin(token.execution(), activity);
    }
    onward.accept(token);
    window.answered();
  }

  private void requestUnpause(Pause pause) {
    operator.request(
        OperatorCommand.UNPAUSE,
        pause.activity(),
        () -> unpaused(pause, CommandAnswer.TAKEN),
        status -> unpaused(pause, answer(status)));
  }

  private void unpaused(Pause pause, CommandAnswer answer) {
    if (ending.remove(pause)) {
      ledger.unpaused(answer);
    }
    window.answered();
  }

  /** An activity that is closed, or about to be, is not found or in no state for a command. */
  private static CommandAnswer answer(Status status) {
    return switch (status.getCode()) {
      case NOT_FOUND, FAILED_PRECONDITION -> CommandAnswer.LATE;
      default -> CommandAnswer.FAILED;
    };
  }

  /**
   * Ends all pauses, whose executions may be left open. What is not answered in time counts as
   * failed.
   */
  void endPauses(Duration most) throws InterruptedException {
    pauses.endAll();
    if (!window.awaitIdle(most)) {
      for (Pause pause : List.copyOf(ending)) {
        if (ending.remove(pause)) {
          ledger.unpaused(CommandAnswer.FAILED);
        }
      }
    }
  }

  @Override
  public void close() {
    pauses.close();
  }
}
