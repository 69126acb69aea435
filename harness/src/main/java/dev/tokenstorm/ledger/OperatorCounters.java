package dev.tokenstorm.ledger;

import dev.tokenstorm.plan.OperatorCommand;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what operators did, at each command's answer. Thread-safe. */
final class OperatorCounters {
  private record Answered(OperatorCommand command, CommandAnswer answer) {}

  final LongAdder outlived = new LongAdder();
  private final Map<Answered, LongAdder> answered = new ConcurrentHashMap<>();

  void count(OperatorCommand command, CommandAnswer answer) {
    answered.computeIfAbsent(new Answered(command, answer), unused -> new LongAdder()).increment();
  }

  OperatorCounts snapshot() {
    Map<OperatorCommand, Map<CommandAnswer, Long>> counts = new EnumMap<>(OperatorCommand.class);
    for (OperatorCommand command : OperatorCommand.values()) {
      Map<CommandAnswer, Long> ofCommand = new EnumMap<>(CommandAnswer.class);
      for (CommandAnswer answer : CommandAnswer.values()) {
        LongAdder count = answered.get(new Answered(command, answer));
        ofCommand.put(answer, count == null ? 0 : count.sum());
      }
      counts.put(command, Map.copyOf(ofCommand));
    }
    return new OperatorCounts(counts, outlived.sum());
  }
}
