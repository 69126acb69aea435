package dev.tokenstorm.compare;

import java.util.List;
import java.util.Optional;

/**
 * The seconds that a block will take, on the safe side. They are what its runs plan, and what each
 * side's last warming run took beyond its plan, for connections, drain and audit.
 */
record BlockSeconds(ComparePlan plan) {

  /** Returns the seconds of a block; 0 before the first warming run. */
  double of(List<CompareRun> runs) {
    double seconds = 0;
    for (Side side : plan.sides()) {
      Optional<CompareRun> warming = lastWarming(side, runs);
      seconds += warming.isPresent() ? seconds(side, warming.get(), runs) : 0;
    }
    return seconds;
  }

  private double seconds(Side side, CompareRun warming, List<CompareRun> runs) {
    double planned = Side.plannedSeconds(plan.example(side)).orElse(0);
    double beyond =
        Math.max(
            ScheduleThreshold.BEYOND_FLOOR.value(),
            Math.min(warming.beyondSeconds(), mostBeyond(side, runs))
                * ScheduleThreshold.BEYOND_MARGIN.value());
    return planned + ScheduleThreshold.REST.value() + beyond;
  }

  /** The first run of a call loads the program's code as well, which no later run does. */
  private double mostBeyond(Side side, List<CompareRun> runs) {
    return side.equals(plan.sides().get(0))
        ? ScheduleThreshold.FIRST_BEYOND.value()
            * plan.sides().stream()
                .skip(1)
                .flatMap(other -> lastWarming(other, runs).stream())
                .mapToDouble(CompareRun::beyondSeconds)
                .max()
                .orElse(Double.MAX_VALUE)
        : Double.MAX_VALUE;
  }

  private static Optional<CompareRun> lastWarming(Side side, List<CompareRun> runs) {
    return runs.stream()
        .filter(run -> run.role() == CompareRun.Role.WARM_UP && run.side().equals(side.name()))
        .reduce((earlier, later) -> later);
  }
}
