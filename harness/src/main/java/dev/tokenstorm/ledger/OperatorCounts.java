package dev.tokenstorm.ledger;

import dev.tokenstorm.plan.OperatorCommand;
import java.util.Map;

/**
 * What operators did, counted at each command's answer.
 *
 * @param answers of each command, by what came of it
 * @param outlived pauses that needed no end, because their activity closed before
 */
public record OperatorCounts(
    Map<OperatorCommand, Map<CommandAnswer, Long>> answers, long outlived) {

  /** Operators did nothing. */
  public static final OperatorCounts NONE = new OperatorCounts(Map.of(), 0);

  public OperatorCounts {
    answers = Map.copyOf(answers);
  }

  /** How often a command had an answer. */
  public long count(OperatorCommand command, CommandAnswer answer) {
    return answers.getOrDefault(command, Map.of()).getOrDefault(answer, 0L);
  }

  /** How often any command had an answer. */
  public long all(CommandAnswer answer) {
    return answers.keySet().stream().mapToLong(command -> count(command, answer)).sum();
  }

  /** Whether no command was made. */
  public boolean idle() {
    return answers.keySet().stream().mapToLong(this::made).sum() == 0;
  }

  /** How often a command was made. */
  public long made(OperatorCommand command) {
    return answers.getOrDefault(command, Map.of()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Pauses that may have begun. */
  long begun() {
    return count(OperatorCommand.PAUSE, CommandAnswer.TAKEN)
        + count(OperatorCommand.PAUSE, CommandAnswer.FAILED);
  }

  /** Pauses that ended, by an unpause or with their activity. */
  long ended() {
    return made(OperatorCommand.UNPAUSE) + outlived;
  }
}
