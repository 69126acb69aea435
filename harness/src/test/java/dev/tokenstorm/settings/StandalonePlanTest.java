package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandalonePlanTest {
  private static final List<String> ABSENT =
      List.of("branches", "steps", "worker-slots", "workflow-cache");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aRunStartsGreetingsUnlessItIsToldOtherwise() {
    assertThat(Sources.plan().workload()).isEqualTo(WorkloadKind.GREETING);
    assertThat(PlanYaml.settings(Sources.plan())).containsEntry("workload", "greeting");
  }

  @Test
  void anExecutionIsOneActivityThatClosesWithItsToken() {
    RunPlan plan = standalone("in-flight", "50");
    assertThat(plan.shape()).isEqualTo(new Shape(1, 1, true));
    assertThat(plan.maxPendingTokens()).isEqualTo(50);
  }

  @Test
  void itsWorkerHasActivitySlotsAndActivityPollsAlone() {
    RunPlan plan = standalone();
    assertThat(plan.worker().activitySlots()).isEqualTo(200);
    assertThat(plan.worker().slots()).isZero();
    assertThat(plan.worker().workflowCache()).isZero();
    assertThat(plan.polls()).isEqualTo(plan.worker().pollers());
    assertThat(Sources.plan().polls()).isEqualTo(2 * Sources.plan().worker().pollers());
    assertThat(standalone("activity-slots", "7").worker().activitySlots()).isEqualTo(7);
  }

  @Test
  void someClientsWaitForResultsOfActivitiesAndNoneForThoseOfWorkflows() throws IOException {
    assertThat(standalone().awaitedResults()).isEqualTo(100);
    assertThat(standalone("await-results", "0").awaitedResults()).isZero();
    assertThat(Sources.plan().awaitedResults()).isZero();
    assertThat(PlanYaml.settings(Sources.plan())).doesNotContainKey("await-results");
    Path file = Files.writeString(folder.resolve("plan.yaml"), PlanYaml.write(standalone()));
    assertThat(
            Sources.merged(PlanFile.read(file), Sources.flags("workload", "greeting"))
                .awaitedResults())
        .isZero();
  }

  @Test
  void noClientWaitsForResultsOfASideUnlessItIsToldSo() {
    assertThat(
            TestPlans.compare(
                    "target",
                    "null",
                    "a",
                    "--branches 1 --steps 1",
                    "b",
                    "--workload standalone",
                    "side",
                    "c=--workload standalone --await-results 7")
                .examples())
        .extracting(RunPlan::awaitedResults)
        .containsExactly(0, 0, 7);
  }

  @Test
  void aNullFrontEndOfTheRunsOwnTakesItsOperatorCommands() {
    RunPlan plan = standalone("operate", "reset=1%");
    assertThat(PlanYaml.settings(plan))
        .containsEntry("operate", "reset=1%")
        .containsEntry("target", "null:operator-commands");
    assertThat(PlanYaml.settings(standalone()))
        .doesNotContainKey("operate")
        .containsEntry("target", "null");
  }

  @Test
  void aDrainWaitsForWhatOperatorsProlong() {
    String[] timeout = {"start-to-close-timeout", "5s"};
    assertThat(standalone(timeout).load().drainTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(
            standalone("start-to-close-timeout", "5s", "operate", "pause=1%:3s")
                .load()
                .drainTimeout())
        .isEqualTo(Duration.ofSeconds(23));
  }

  @Test
  void aWrittenPlanSaysNothingOfWorkflows() {
    Map<String, Object> settings = PlanYaml.settings(standalone());
    assertThat(settings)
        .containsEntry("workload", "standalone")
        .containsEntry("activity-slots", 200L)
        .doesNotContainKeys(ABSENT.toArray(String[]::new));
    assertThat(PlanYaml.settings(Sources.plan())).containsKeys(ABSENT.toArray(String[]::new));
  }

  @Test
  void aFlagTurnsThePlanFileOfGreetingsIntoOneOfStandaloneActivities() throws IOException {
    Path file = Files.writeString(folder.resolve("plan.yaml"), PlanYaml.write(Sources.plan()));
    RunPlan plan =
        Sources.merged(
            PlanFile.read(file), Sources.flags("workload", "standalone", "target", "null"));
    assertThat(plan.shape()).isEqualTo(new Shape(1, 1, true));
    assertThat(plan.worker().workflowCache()).isZero();
  }

  @Test
  void aPlanFileOfStandaloneActivitiesKeepsItsShape() throws IOException {
    Path file = Files.writeString(folder.resolve("plan.yaml"), PlanYaml.write(standalone()));
    assertThatThrownBy(() -> Sources.merged(PlanFile.read(file), Sources.flags("branches", "3")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--branches has no place with --workload standalone, whose executions are one activity"
                + " each; leave it out.");
  }

  @Test
  void aPayloadIsBoundByTheMessageOfOneActivityAlone() {
    assertThat(standalone("payload-bytes", "2M").greeting().payloadBytes()).isEqualTo(2_000_000);
  }

  @Test
  void executionsIsAnotherNameOfWorkflowsInFlagsVariablesAndPlanFiles() throws IOException {
    assertThat(Sources.plan("executions", "7").load().workflows()).hasValue(7);
    assertThat(
            Sources.merged(SettingVariables.read(Map.of("TOKENSTORM_EXECUTIONS", "8")))
                .load()
                .workflows())
        .hasValue(8);
    Path file = Files.writeString(folder.resolve("plan.yaml"), "executions: 9\n");
    assertThat(Sources.merged(PlanFile.read(file)).load().workflows()).hasValue(9);
    assertThat(
            Sources.merged(PlanFile.read(file), Sources.flags("duration", "5s")).load().workflows())
        .isEmpty();
    assertThat(SettingVariables.warnings(Map.of("TOKENSTORM_EXECUTIONS", "8"))).isEmpty();
    assertThat(PlanYaml.settings(Sources.plan("executions", "7"))).containsEntry("workflows", 7L);
  }

  @Test
  void bothNamesInOneSourceAreRefused() {
    assertThatThrownBy(
            () ->
                SettingVariables.read(
                    Map.of("TOKENSTORM_EXECUTIONS", "8", "TOKENSTORM_WORKFLOWS", "8")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "TOKENSTORM_WORKFLOWS and TOKENSTORM_EXECUTIONS are two names of one setting; give"
                + " one.");
  }

  @Test
  void theTargetOfACommandThatStartsNothingIsNoMatterOfTheWorkload() {
    Settings settings =
        Settings.of(List.of(SettingVariables.read(Map.of("TOKENSTORM_WORKLOAD", "standalone"))));
    assertThat(PlanParser.target(settings, "queue").choice().kind().key()).isEqualTo("embedded");
    assertThatThrownBy(() -> PlanParser.run(settings, new RunIdentity("x", 1)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("TOKENSTORM_WORKLOAD standalone starts");
  }

  private static RunPlan standalone(String... more) {
    return Sources.plan(
        Stream.concat(Stream.of("workload", "standalone", "target", "null"), Stream.of(more))
            .toArray(String[]::new));
  }
}
