package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.CompletionSettings;
import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.GreetingSettings;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.settings.TargetSettings;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.settings.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SearchParserTest {
  private static final RunIdentity IDENTITY = new RunIdentity("20261122-193015-4f2a", 42);

  /** The plan of a run that the search does not change. */
  private static RunPlan run(SearchPlan search) {
    return search.points().with(LoadSettings.DURATION, Duration.ofSeconds(1)).plan(IDENTITY);
  }

  @Test
  void tuneVariesCompletersUnlessItIsToldOtherwise() {
    SearchPlan plan = TestPlans.tune("target", "null");
    assertThat(plan.aim())
        .isEqualTo(
            new SearchPlan.Tune(
                new TunedSetting(CompletionSettings.COMPLETERS, new IntRange(1, 512))));
    assertThat(plan.budget()).isEqualTo(Duration.ofMinutes(10));
    assertThat(plan.directory()).isEqualTo(Path.of("results/20261122-193015-4f2a"));
    assertThat(plan.length()).isEmpty();

    SearchPlan slots =
        TestPlans.tune("target", "null", "tune", "worker-slots=2..9", "completers", "7");
    assertThat(slots.aim())
        .isEqualTo(
            new SearchPlan.Tune(new TunedSetting(WorkerSettings.WORKER_SLOTS, new IntRange(2, 9))));
    assertThat(run(slots).completion().completers()).isEqualTo(7);
    TunedSetting inFlight = new TunedSetting(LoadSettings.IN_FLIGHT, new IntRange(1, 2_000));
    assertThat(TestPlans.tune("target", "null", "tune", "in-flight=1..2k").aim())
        .isEqualTo(new SearchPlan.Tune(inFlight));
    RunPlan thirty =
        slots
            .points()
            .with(inFlight, 30)
            .with(LoadSettings.DURATION, Duration.ofSeconds(1))
            .plan(IDENTITY);
    assertThat(thirty.load().arrivals().inFlight()).isEqualTo(30);
  }

  @Test
  void theRunsAreAsTheUserSaysAndTheSearchsOwnSettingsAreNotTheirs() {
    SearchPlan plan =
        TestPlans.tune(
            "target",
            "null",
            "steps",
            "3",
            "seed",
            "7",
            "warmup",
            "2s",
            "duration",
            "9s",
            "out",
            "somewhere");
    assertThat(plan.identity().seed()).isEqualTo(7);
    assertThat(plan.warmup()).hasValue(Duration.ofSeconds(2));
    assertThat(plan.length()).hasValue(Duration.ofSeconds(9));
    assertThat(plan.directory()).isEqualTo(Path.of("somewhere"));
    RunPlan run = run(plan);
    assertThat(run.greeting().steps()).isEqualTo(3);
    assertThat(run.seed()).isEqualTo(42);
    assertThat(run.output().directory()).isEqualTo(Path.of("results/20261122-193015-4f2a"));
    assertThat(plan.given()).containsOnlyKeys("target", "steps", "seed", "warmup", "duration");
  }

  @Test
  void whatAPlanFileSaysOfAnotherLoadIsLeftOut() {
    Map<Setting<?>, GivenValue> file =
        Map.of(
            LoadSettings.RATE, new GivenValue(GivenValue.Source.PLAN_FILE, "rate", List.of("5/s")),
            LoadSettings.WORKFLOWS,
                new GivenValue(GivenValue.Source.PLAN_FILE, "workflows", List.of("5")),
            CompletionSettings.COMPLETERS,
                new GivenValue(GivenValue.Source.PLAN_FILE, "completers", List.of("5")),
            GreetingSettings.STEPS,
                new GivenValue(GivenValue.Source.PLAN_FILE, "steps", List.of("5")),
            TargetSettings.TARGET,
                new GivenValue(GivenValue.Source.PLAN_FILE, "target", List.of("null")));
    SearchPlan plan = SearchParser.tune(Settings.of(List.of(file)), IDENTITY);
    assertThat(plan.given()).containsOnlyKeys("steps", "target");
    assertThat(run(plan).load().arrivals().open()).isFalse();
    assertThat(run(plan).greeting().steps()).isEqualTo(5);
  }

  @Test
  void capacityHasObjectivesAndAConfirmation() {
    SearchPlan plan =
        TestPlans.capacity("target", "null", "require", "workflow.p99 < 1s", "confirm", "30s");
    assertThat(plan.aim()).isEqualTo(new SearchPlan.Capacity(Duration.ofSeconds(30)));
    RunPlan run =
        plan.points()
            .with(LoadSettings.RATE, 5.5)
            .with(LoadSettings.DURATION, Duration.ofSeconds(1))
            .plan(IDENTITY);
    assertThat(run.load().arrivals().open()).isTrue();
    assertThat(run.verdict().objectives()).hasSize(1);
  }

  @Test
  void noClientWaitsForResultsUnlessTheSearchIsToldSo() {
    assertThat(run(TestPlans.tune("workload", "standalone", "target", "null")).awaitedResults())
        .isZero();
    assertThat(
            run(TestPlans.tune("workload", "standalone", "target", "null", "await-results", "7"))
                .awaitedResults())
        .isEqualTo(7);
  }
}
