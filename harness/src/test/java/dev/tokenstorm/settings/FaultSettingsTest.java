package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.plan.FaultOutlook;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultSettingsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static RunPlan plan(String... faults) {
    return Sources.merged(Sources.flags("target", "null"), flags(faults));
  }

  private static Map<Setting<?>, GivenValue> flags(String... faults) {
    return Map.of(
        FaultSettings.FAULT, new GivenValue(GivenValue.Source.FLAG, "--fault", List.of(faults)));
  }

  private static List<String> texts(RunPlan plan) {
    return plan.faults().faults().stream().map(PlannedFault::text).toList();
  }

  @Test
  void aRunHasNoFaultUnlessItIsGivenOne() {
    assertThat(Sources.plan().faults().any()).isFalse();
    assertThat(PlanYaml.settings(Sources.plan())).doesNotContainKey("fault");
  }

  @Test
  void flagsAVariableAndAPlanFileGiveTheSameFaults() throws IOException {
    RunPlan given = plan("1m: reset 10%", "30s: cut 5s");
    assertThat(texts(given)).containsExactly("30s: cut 5s", "1m: reset 10%");

    Map<Setting<?>, GivenValue> variable =
        SettingVariables.read(
            Map.of("TOKENSTORM_FAULT", "1m: reset 10% ; 30s: cut 5s", "TOKENSTORM_TARGET", "null"));
    assertThat(Sources.merged(variable).faults()).isEqualTo(given.faults());

    Path file = folder.resolve("plan.yaml");
    Files.writeString(
        file,
        """
        target: "null"
        fault:
          - "1m: reset 10%"
          - "30s: cut 5s"
        """);
    assertThat(Sources.merged(PlanFile.read(file)).faults()).isEqualTo(given.faults());
    Files.writeString(file, PlanYaml.write(given));
    assertThat(Sources.merged(PlanFile.read(file)).faults()).isEqualTo(given.faults());
  }

  /** Without quotation marks YAML reads a key and a value. */
  @Test
  void aFaultOfAPlanFileWithoutQuotationMarksIsRefusedByItsLine() throws IOException {
    Path file = folder.resolve("plan.yaml");
    Files.writeString(file, "workflows: 5\nfault:\n  - 30s: cut 5s\n");
    assertThatThrownBy(() -> PlanFile.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "fault in plan.yaml (line 2) must have single values; put one with a colon in quotation"
                + " marks.");
  }

  @Test
  void faultsOfOneKindThatOverlapAreRefused() {
    assertThatThrownBy(() -> plan("30s: cut 5s", "34s: cut 1s"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--fault has two faults of one kind at one time, '30s: cut 5s' and '34s: cut 1s'; let"
                + " one end before the other begins.");
    assertThat(texts(plan("30s: cut 5s", "34s: stall 5s", "35s: cut 1s"))).hasSize(3);
  }

  @Test
  void aRunHasAThousandFaultsAtMost() {
    String[] faults =
        IntStream.range(0, 1_001).mapToObj(i -> i + "s: reset 1%").toArray(String[]::new);
    assertThatThrownBy(() -> plan(faults))
        .isInstanceOf(UsageException.class)
        .hasMessage("--fault must be given at most 1000 times, not 1001; leave some out.");
    assertThat(plan(Arrays.copyOf(faults, 1_000)).faults().faults()).hasSize(1_000);
  }

  @Test
  void theEmbeddedTargetHasNoConnections() {
    assertThatThrownBy(() -> Sources.merged(flags("1s: cut 1s")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--fault needs a target with connections to break, and embedded has none; give --target"
                + " null, dev-server, env or HOST:PORT.");
    assertThatThrownBy(() -> Sources.merged(flags("1s: lose-replies 1% for 5s")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--fault needs a target with connections to break");
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "null", "127.0.0.1:7233", "env"})
  void aServerThatIsNotTheRunsOwnIsLeftAlone(String target) {
    assertThatThrownBy(
            () ->
                Sources.merged(
                    Sources.flags("target", target), flags("1s: cut 1s", "5s: pause-server 1s")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--fault ");
    assertThatThrownBy(
            () -> Sources.merged(Sources.flags("target", target), flags("5s: pause-server 1s")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--fault '5s: pause-server 1s' needs a server that the run starts itself; give --target"
                + " dev-server, or leave it out.");
  }

  private static RunPlan onDevServer(String... faults) {
    return Sources.merged(Sources.flags("target", "dev-server"), flags(faults));
  }

  @Test
  void aServerThatMayHaveToStartAgainKeepsItsDataInAFile() {
    assertThat(onDevServer("5s: restart-server after 1s").target().choice())
        .isEqualTo(new TargetPlan.DevServer(Optional.empty(), List.of(), true));
    assertThat(onDevServer("5s: cut 1s").target().choice())
        .isEqualTo(new TargetPlan.DevServer(Optional.empty(), List.of(), false));
  }

  @Test
  void nothingCanBeDoneToAServerThatIsGoneForGood() {
    assertThatThrownBy(() -> onDevServer("5s: kill-server", "9s: kill-server"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--fault has '9s: kill-server' for a server that '5s: kill-server' ends for good; give"
                + " restart-server there, or leave one out.");
    assertThatThrownBy(() -> onDevServer("5s: kill-server", "9s: pause-server 1s"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("ends for good");
    assertThat(texts(onDevServer("5s: restart-server after 1s", "9s: kill-server"))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause-server 1s", "kill-server"})
  void aServerHasOneFaultAtATime(String next) {
    assertThatThrownBy(() -> onDevServer("5s: restart-server after 2s", "6s: " + next))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--fault has '5s: restart-server after 2s' and '6s: "
                + next
                + "' for one server at one time; let one end before the other begins.");
    assertThat(texts(onDevServer("5s: restart-server after 2s", "7s: " + next))).hasSize(2);
    assertThat(texts(onDevServer("5s: restart-server after 2s", "6s: cut 1s"))).hasSize(2);
  }

  @Test
  void theGeneratorCanBePausedOnAnyTarget() {
    assertThat(texts(Sources.merged(flags("1s: pause-generator 1s"))))
        .containsExactly("1s: pause-generator 1s");
  }

  @Test
  void aFaultThatNoRunReachesIsRefused() {
    Map<Setting<?>, GivenValue> load =
        Sources.flags("target", "null", "duration", "20s", "warmup", "5s", "drain-timeout", "1m");
    assertThatThrownBy(() -> Sources.merged(load, flags("85s: cut 1s")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--fault '85s: cut 1s' begins when the run is over, which takes 85s at most; begin it"
                + " earlier, or raise --duration.");
    assertThat(FaultOutlook.warnings(Sources.merged(load, flags("24s: cut 1s")))).isEmpty();
    assertThat(FaultOutlook.warnings(Sources.merged(load, flags("25s: cut 1s"))))
        .containsExactly(
            "Fault 1 (25s: cut 1s) begins after the last start, which is at 25s; it does not happen"
                + " unless workflows are still open then.");
  }

  /** How long a number of executions takes is not known. */
  @Test
  void aFaultMayComeAtAnyTimeOfARunOfSoManyExecutions() {
    assertThat(FaultOutlook.warnings(plan("700h: cut 1s"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tune", "capacity"})
  void aSearchHasNoFaults(String command) {
    assertThatThrownBy(
            () ->
                search(
                    command,
                    "target",
                    "null",
                    "fault",
                    "1s: cut 1s",
                    "require",
                    "errors.count == 0"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--fault has no place in " + command + ", ");
  }

  private static Object search(String command, String... flags) {
    return command.equals("tune") ? TestPlans.tune(flags) : TestPlans.capacity(flags);
  }

  @Test
  void aComparisonAndItsSidesHaveNoFaults() {
    assertThatThrownBy(
            () ->
                TestPlans.compare(
                    "target", "null", "a", "", "b", "--completers 2", "fault", "1s: cut 1s"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--fault has no place in compare");
    assertThatThrownBy(
            () -> TestPlans.compare("target", "null", "a", "", "b", "--fault '1s: cut 1s'"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--fault of --b is no flag of a single side");
  }

  /** A fault that can never happen would fail the run at its end. */
  @ParameterizedTest
  @CsvSource({
    "id, RespondActivityTaskCompleted, RespondActivityTaskCompletedById",
    "id, RecordActivityTaskHeartbeat, RecordActivityTaskHeartbeatById",
    "token, RespondActivityTaskFailedById, RespondActivityTaskFailed",
    "token, RespondActivityTaskCanceledById, RespondActivityTaskCanceled",
  })
  void aCallThatCompletersNeverMakeIsRefusedWithTheOneThatTheyMake(
      String by, String named, String made) {
    String fault = "1s: lose-replies 20%% of %s for 1s";
    assertThatThrownBy(
            () ->
                TestPlans.plan(
                    "target", "null", "complete-by", by, "fault", fault.formatted(named)))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--fault '%s' names a call that --complete-by %s never makes; name %s."
                .formatted(fault.formatted(named), by, made));
    assertThat(
            TestPlans.plan("target", "null", "complete-by", by, "fault", fault.formatted(made))
                .faults()
                .any())
        .isTrue();
  }
}
