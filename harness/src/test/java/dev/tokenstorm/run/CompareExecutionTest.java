package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.compare.CompareEnd;
import dev.tokenstorm.compare.CompareFile;
import dev.tokenstorm.compare.ComparePlan;
import dev.tokenstorm.compare.CompareState;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.VerdictRecord;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Comparisons on the null target, without a command line or a terminal. */
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Timeout(300)
final class CompareExecutionTest {
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "a test");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private ComparePlan plan() {
    return TestPlans.compare(
        "a",
        "",
        "b",
        "--in-flight 3",
        "target",
        "null",
        "worker",
        "wire",
        "completer",
        "grpc",
        "no-metrics",
        "true",
        "in-flight",
        "2",
        "warmup",
        "0s",
        "duration",
        "100ms",
        "budget",
        "1h",
        "out",
        folder.resolve("out").toString());
  }

  /** Keeps where the results of runs are. */
  private static final class Archive implements RunArchive {
    private final List<Path> kept = new ArrayList<>();

    @Override
    public Entry begin(RunFacts facts) {
      return new Entry() {
        @Override
        public void accept(Interval interval) {}

        @Override
        public Optional<String> keep(
            RunResult result,
            VerdictRecord judgement,
            List<Bottleneck> bottlenecks,
            Optional<Path> folder) {
          folder.ifPresent(kept::add);
          return Optional.empty();
        }
      };
    }
  }

  /** Ends the comparison when so many runs have been made. */
  private static final class Told implements CompareListener {
    private final List<String> steps = new ArrayList<>();
    private final int enough;
    private Optional<Interruptible> comparison = Optional.empty();

    Told(int enough) {
      this.enough = enough;
    }

    void ends(Interruptible begun) {
      comparison = Optional.of(begun);
    }

    @Override
    public void note(String sentence) {
      steps.add("note " + sentence);
    }

    @Override
    public void begun(ComparePlan plan, RunPlan example, List<TargetInfo> targets) {
      steps.add("begun " + targets.stream().map(TargetInfo::address).distinct().count());
    }

    @Override
    public RunListener runs() {
      return this::note;
    }

    @Override
    public void planned(ComparePlan plan, CompareState state) {
      steps.add("planned");
    }

    @Override
    public void ran(ComparePlan plan, CompareState state, Duration left) {
      steps.add("ran " + state.runs().size());
      if (state.runs().size() == enough) {
        comparison.ifPresent(Interruptible::interrupt);
      }
    }

    @Override
    public void over() {
      steps.add("over");
    }

    @Override
    public void written(CompareOutcome outcome) {
      steps.add("written");
    }
  }

  @Test
  void aComparisonIsInterruptedFromOutsideAndGoesOnLater() throws Exception {
    ComparePlan plan = plan();
    Archive archive = new Archive();
    CompareExecution first =
        new CompareExecution(plan, Optional.empty(), CONTEXT, Map.of("b", archive));
    Told told = new Told(5);
    told.ends(first);

    CompareOutcome outcome = first.run(told);

    assertThat(outcome.state()).isEqualTo(ExitState.INTERRUPTED);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.keptAll()).isTrue();
    assertThat(told.steps)
        .as("two sides at one target")
        .containsExactly(
            "begun 1", "ran 1", "ran 2", "planned", "ran 3", "ran 4", "ran 5", "over", "written");
    assertThat(outcome.record().answer().blocks()).hasSize(1);
    assertThat(archive.kept)
        .as("b's runs that count, one of them perhaps cut short, and no other")
        .isEqualTo(
            outcome.record().state().runs().stream()
                .filter(run -> run.block() > 0 && run.side().equals("b"))
                .map(run -> plan.directory().resolve(run.folder()))
                .toList());

    CompareFile.Begun begun = CompareFile.read(plan.directory());
    assertThat(begun.state()).isEqualTo(outcome.record().state());
    CompareExecution second = new CompareExecution(plan, Optional.of(begun), CONTEXT);
    Told later = new Told(9);
    later.ends(second);
    CompareOutcome more = second.run(later);
    assertThat(later.steps)
        .as("both sides are warmed again, and the block that was cut short is run again")
        .containsExactly("begun 1", "ran 6", "ran 7", "ran 8", "ran 9", "over", "written");
    assertThat(more.end()).isEqualTo(CompareEnd.INTERRUPTED);
    assertThat(more.record().answer().blocks()).hasSize(2);
    assertThat(more.record().state().runs())
        .allSatisfy(
            run ->
                assertThat(Files.exists(plan.directory().resolve(run.folder() + "/result.json")))
                    .isTrue());
  }

  @Test
  void aComparisonThatIsInterruptedBeforeItBeginsMakesNoRun() throws Exception {
    CompareExecution comparison = new CompareExecution(plan(), Optional.empty(), CONTEXT);
    comparison.interrupt();

    CompareOutcome outcome = comparison.run(new Told(1));

    assertThat(outcome.state()).isEqualTo(ExitState.INTERRUPTED);
    assertThat(outcome.record().state().runs()).isEmpty();
  }
}
