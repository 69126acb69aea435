package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.text.HostPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what a run tells, in the order in which it came. For one thread. */
final class RecordedRun implements RunListener {
  private final List<String> steps = new ArrayList<>();
  private final Runnable onWritten;

  RecordedRun() {
    this(() -> {});
  }

  RecordedRun(Runnable onWritten) {
    this.onWritten = onWritten;
  }

  /** Intervals that follow each other are one step. */
  List<String> steps() {
    return List.copyOf(steps);
  }

  private void add(String step) {
    if (steps.isEmpty() || !steps.get(steps.size() - 1).equals(step)) {
      steps.add(step);
    }
  }

  @Override
  public void note(String sentence) {
    add("note " + sentence);
  }

  @Override
  public void exposed(HostPort address) {
    add("exposed");
  }

  @Override
  public void connected(RunPlan plan) {
    assertThat(plan.output().directory()).doesNotExist();
    add("connected");
  }

  @Override
  public Progress begun(RunFacts facts, Optional<Path> folder) {
    add("begun");
    return new Progress() {
      @Override
      public void accept(Interval interval) {
        add("interval");
      }

      @Override
      public void close() {
        add("closed");
      }
    };
  }

  @Override
  public void over() {
    add("over");
  }

  @Override
  public void written(RunOutcome outcome) {
    add("written");
    onWritten.run();
  }
}
