package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.search.SearchFile;
import dev.tokenstorm.search.SearchPlan;
import dev.tokenstorm.search.SearchRecord;
import dev.tokenstorm.search.Step;
import dev.tokenstorm.search.StopReason;
import dev.tokenstorm.search.Trial;
import dev.tokenstorm.search.TrialVerdict;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Searches on the null target, without a command line or a terminal. */
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Timeout(300)
final class SearchExecutionTest {
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "a test");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private SearchPlan plan(String duration) {
    return TestPlans.tune(
        "target",
        "null",
        "worker",
        "wire",
        "no-metrics",
        "true",
        "completers",
        "1..2",
        "warmup",
        "0s",
        "duration",
        duration,
        "budget",
        "1h",
        "out",
        folder.resolve("out").toString());
  }

  /** Ends the search when its runs are enough. */
  private final class Told implements SearchListener {
    private final List<String> steps = new ArrayList<>();
    private final Predicate<List<Trial>> enough;
    private Optional<Interruptible> search = Optional.empty();

    Told(Predicate<List<Trial>> enough) {
      this.enough = enough;
    }

    /** Ends the search when so many runs have been made. */
    static Predicate<List<Trial>> runs(int number) {
      return trials -> trials.size() == number;
    }

    /** Whether a run has an answer. On a slow host the first ones may complete nothing. */
    static boolean answered(List<Trial> trials) {
      return trials.stream()
          .anyMatch(
              trial ->
                  trial.role() == Step.Role.POINT
                      && trial.standing() == TrialVerdict.HOLDS
                      && trial.measured().completionsPerSecond() > 0);
    }

    void ends(Interruptible begun) {
      search = Optional.of(begun);
    }

    @Override
    public void note(String sentence) {
      steps.add("note " + sentence);
    }

    @Override
    public void connected(RunPlan example) {
      steps.add(Files.exists(folder.resolve("out")) ? "connected, with a folder" : "connected");
    }

    @Override
    public void begun(SearchPlan plan, RunPlan example, TargetInfo target) {
      steps.add("begun");
    }

    @Override
    public RunListener runs() {
      return this::note;
    }

    @Override
    public void tried(SearchPlan plan, List<Trial> trials) {
      steps.add("tried " + trials.size());
      if (enough.test(trials)) {
        search.ifPresent(Interruptible::interrupt);
      }
    }

    @Override
    public void over() {
      steps.add("over");
    }

    @Override
    public void written(SearchOutcome outcome) {
      steps.add("written");
    }
  }

  @Test
  void aSearchFromOutsideIsInterruptedFromOutsideAndGoesOnLater() throws Exception {
    SearchPlan plan = plan("500ms");
    SearchExecution first = new SearchExecution(plan, Optional.empty(), CONTEXT);
    Told told = new Told(Told.runs(1));
    told.ends(first);

    SearchOutcome outcome = first.run(told);

    assertThat(outcome.state()).isEqualTo(ExitState.INTERRUPTED);
    assertThat(outcome.end()).isEqualTo(StopReason.INTERRUPTED);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.keptAll()).isTrue();
    assertThat(told.steps).containsExactly("connected", "begun", "tried 1", "over", "written");

    SearchFile.Begun begun = SearchFile.read(plan.directory());
    assertThat(begun.trials()).hasSize(1);
    SearchExecution second = new SearchExecution(plan, Optional.of(begun), CONTEXT);
    Told later = new Told(Told.runs(2));
    later.ends(second);
    assertThat(second.run(later).record().trials()).hasSize(2);
    assertThat(later.steps)
        .containsExactly("connected, with a folder", "begun", "tried 2", "over", "written");
  }

  @Test
  void anAnswerIsHandedToAnArchiveWhenItsFileIsWritten() throws Exception {
    List<SearchRecord> archived = new ArrayList<>();
    SearchArchive archive =
        (search, example) -> {
          assertThat(search.plan().directory()).isDirectoryContaining("glob:**/search.json");
          assertThat(example.target().choice().kind()).isEqualTo(TargetKind.NULL);
          archived.add(search);
          return Optional.of("It is full.");
        };
    SearchExecution search =
        new SearchExecution(plan("2s"), Optional.empty(), CONTEXT, Optional.of(archive));
    Told told = new Told(Told::answered);
    told.ends(search);

    SearchOutcome outcome = search.run(told);

    assertThat(outcome.record().answer()).isPresent();
    assertThat(archived).containsExactly(outcome.record());
    assertThat(outcome.problems()).containsExactly("It is full.");
    assertThat(outcome.keptAll()).isFalse();
  }

  @Test
  void aSearchThatIsInterruptedBeforeItBeginsMakesNoRun() throws Exception {
    SearchExecution search = new SearchExecution(plan("500ms"), Optional.empty(), CONTEXT);
    search.interrupt();

    SearchOutcome outcome = search.run(new Told(Told.runs(1)));

    assertThat(outcome.state()).isEqualTo(ExitState.INTERRUPTED);
    assertThat(outcome.record().trials()).isEmpty();
  }
}
