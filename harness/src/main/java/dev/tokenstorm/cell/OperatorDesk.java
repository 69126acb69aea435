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
import dev.tokenstorm.workload.Draws;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes the commands of operators, and ends pauses. A token is kept back while its activity's
 * command is under way, so that the ledger knows what the command did before the token is answered.
 * A command is given up while its token's attempt still has time. Thread-safe.
 */
final class OperatorDesk implements AutoCloseable {
  /** The end of a pause keeps no token back, and is requested for as long as the run lasts. */
  private static final long LONGER_THAN_ANY_RUN_NANOS = TimeUnit.DAYS.toNanos(365);

  private final Draws draws;
  private final int maxAttempts;
  private final Ledger ledger;
  private final ActivityOperator operator;
  private final NanoClock clock;
  private final Consumer<Token> onward;
  private final long surelyUnderWayNanos;
  private final CallWindow window = new CallWindow(TargetPlan.STREAMS_PER_CONNECTION);
  private final Pauses pauses;
  private final Set<Command> unanswered = ConcurrentHashMap.newKeySet();
  private final Set<Pause> ending = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  /** A command whose token is kept back. */
  private record Command(Token token, OperatorCommand what, PendingActivity activity) {}

  /**
   * @param onward takes a token whose command is answered; must not block
   */
  OperatorDesk(
      RunPlan plan,
      Draws draws,
      Ledger ledger,
      ActivityOperator operator,
      NanoClock clock,
      Consumer<Token> onward) {
    this.draws = draws;
    this.maxAttempts = plan.greeting().maxAttempts();
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

  private static Duration shortestTimeout(GreetingPlan greeting) {
    Duration timeout = greeting.startToCloseTimeout();
    return greeting
        .heartbeatTimeout()
        .filter(heartbeat -> heartbeat.compareTo(timeout) < 0)
        .orElse(timeout);
  }

  /** Begins to end pauses when they are due. To be called once. */
  void start() {
    pauses.start();
  }

  /** Gives each token on at once, or after the command that is drawn for its activity. */
  TokenIntake.Handover before(TokenIntake.Handover next) {
    return (token, runId, activityId) -> {
      if (!takes(token, runId, activityId)) {
        next.give(token, runId, activityId);
      }
    };
  }

  /** Whether a command is made, after which the token is handed on. */
  private boolean takes(Token token, String runId, String activityId) {
    long n = token.execution().number();
    Optional<OperatorCommand> drawn =
        draws.command(n, token.activity(), token.attempt(), maxAttempts);
    return drawn.isPresent()
        && request(token, drawn.get(), new PendingActivity(n, runId, activityId));
  }

  /**
   * Requests a command, and hands the token on once that is answered.
   *
   * @return false when nothing is commanded, so that the caller hands it on
   */
  boolean request(Token token, OperatorCommand what, PendingActivity activity) {
    if (ended || !ledger.commanding(token, what)) {
      return false;
    }
    Command command = new Command(token, what, activity);
    unanswered.add(command);
    window.make(() -> make(command));
    return true;
  }

  /** Tokens that are kept back. */
  int kept() {
    return unanswered.size();
  }

  /** What has waited in line for too long, or for a run that has ended, is not made any more. */
  private boolean make(Command command) {
    if (ended || !underWay(command.token())) {
      answered(command, CommandAnswer.LATE);
      return false;
    }
    operator.request(
        command.what(),
        command.activity(),
        command.token().issuedNanos() + surelyUnderWayNanos,
        () -> {
          answered(command, CommandAnswer.TAKEN);
          window.answered();
        },
        status -> {
          answered(command, answer(status));
          window.answered();
        });
    return true;
  }

  /** Whether the token's attempt cannot be over. */
  private boolean underWay(Token token) {
    return clock.nanoTime() - token.issuedNanos() < surelyUnderWayNanos;
  }

  private void answered(Command command, CommandAnswer answer) {
    if (!unanswered.remove(command)) {
      return;
    }
    Token token = command.token();
    ledger.commanded(token, command.what(), answer, underWay(token));
    if (command.what() == OperatorCommand.PAUSE && answer != CommandAnswer.LATE) {
      pauses.begin(token.execution(), command.activity());
    }
    onward.accept(token);
  }

  private boolean requestUnpause(Pause pause) {
    operator.request(
        OperatorCommand.UNPAUSE,
        pause.activity(),
        clock.nanoTime() + LONGER_THAN_ANY_RUN_NANOS,
        () -> unpaused(pause, CommandAnswer.TAKEN),
        status -> unpaused(pause, answer(status)));
    return true;
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
   * Makes no further command, and ends all pauses, whose executions may be left open. What is not
   * answered in time counts as failed. Only the first call does anything.
   */
  void end(Duration most) throws InterruptedException {
    if (ended) {
      return;
    }
    ended = true;
    pauses.endAll();
    if (window.awaitIdle(most)) {
      return;
    }
    // An unpause may follow each, and is in the second set then.
    List.copyOf(unanswered).forEach(command -> answered(command, CommandAnswer.FAILED));
    for (Pause pause : List.copyOf(ending)) {
      if (ending.remove(pause)) {
        ledger.unpaused(CommandAnswer.FAILED);
      }
    }
  }

  @Override
  public void close() {
    pauses.close();
  }
}
