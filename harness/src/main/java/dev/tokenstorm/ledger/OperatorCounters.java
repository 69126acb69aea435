package dev.tokenstorm.ledger;

import dev.tokenstorm.plan.OperatorCommand;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts what operators did, at each command's answer. Thread-safe. */
final class OperatorCounters {
  private static final CommandAnswer[] ANSWERS = CommandAnswer.values();

  final LongAdder outlived = new LongAdder();
  private final AtomicLongArray answered =
      new AtomicLongArray(OperatorCommand.values().length * ANSWERS.length);

  void count(OperatorCommand command, CommandAnswer answer) {
    answered.incrementAndGet(place(command, answer));
  }

  private static int place(OperatorCommand command, CommandAnswer answer) {
    return command.ordinal() * ANSWERS.length + answer.ordinal();
  }

  OperatorCounts snapshot() {
    Map<OperatorCommand, Map<CommandAnswer, Long>> counts = new EnumMap<>(OperatorCommand.class);
    for (OperatorCommand command : OperatorCommand.values()) {
      Map<CommandAnswer, Long> ofCommand = new EnumMap<>(CommandAnswer.class);
      for (CommandAnswer answer : ANSWERS) {
        ofCommand.put(answer, answered.get(place(command, answer)));
      }
      counts.put(command, Map.copyOf(ofCommand));
    }
    return new OperatorCounts(counts, outlived.sum());
  }
}
