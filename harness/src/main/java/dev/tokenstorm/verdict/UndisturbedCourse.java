package dev.tokenstorm.verdict;

import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The part of the measured phase that ended before the first fault. What follows may be a fault's
 * work, or the recovery from it, so it is no drift.
 */
final class UndisturbedCourse {
  private UndisturbedCourse() {}

  /** Returns the windows of that part; all of them if no fault happened. */
  static List<Window> of(RunResult run) {
    OptionalDouble first =
        run.faults().stream()
            .filter(FaultWindow::happened)
            .mapToDouble(fault -> Nanos.toSeconds(fault.beginNanos()))
            .min();
    if (first.isEmpty()) {
      return run.course();
    }
    List<Window> undisturbed = new ArrayList<>();
    double end = run.phase(Phase.WARMUP).seconds();
    for (Window window : run.course()) {
      end += window.seconds();
      if (end > first.getAsDouble()) {
        break;
      }
      undisturbed.add(window);
    }
    return List.copyOf(undisturbed);
  }
}
