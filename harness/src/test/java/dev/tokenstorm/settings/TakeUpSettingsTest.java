package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be given beside {@code --take-up}. */
final class TakeUpSettingsTest {
  private static final RunIdentity IDENTITY = new RunIdentity("20261122-193015-4f2a", 1);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final RunPlan first =
      TestPlans.plan(
          "target", "10.0.0.5:7233", "rate", "40/s", "duration", "1m", "seed", "7", "audit", "all");

  private RunPlan second(RunPlan begun, String... flags) {
    try {
      Path plan = folder.resolve("plan.yaml");
      Files.writeString(plan, PlanYaml.write(begun));
      Settings now = Settings.of(List.of(Sources.flags(flags)));
      return PlanParser.takenUp(TakeUpSettings.of(now, PlanFile.read(plan), folder), IDENTITY);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void thePlanIsThatOfTheFolder() {
    RunPlan second = second(first);
    assertThat(PlanYaml.settings(second)).isEqualTo(PlanYaml.settings(first));
    assertThat(second.runId()).isEqualTo(IDENTITY.runId());
    assertThat(second.seed()).isEqualTo(7);
    assertThat(second.target().taskQueue()).isEqualTo("tokenstorm-" + IDENTITY.runId());
    assertThat(second.output().directory()).isEqualTo(folder);
  }

  @Test
  void theSameServerMayHaveAnotherAddressAndTheDrainMayTakeLonger() {
    RunPlan second =
        second(first, "target", "10.0.0.6:7233", "namespace", "load", "drain-timeout", "10m");
    assertThat(second.target().choice()).isNotEqualTo(first.target().choice());
    assertThat(second.target().namespace()).contains("load");
    assertThat(second.load().drainTimeout()).hasMinutes(10);
    assertThat(second.load().arrivals()).isEqualTo(first.load().arrivals());
  }

  @ParameterizedTest
  @CsvSource({
    "rate, 50/s, 40/s",
    "seed, 8, 7",
    "audit, none, all",
    "worker, wire, sdk",
    "workflows, 100, to leave it out",
    "fault, 5s: cut 1s, to leave it out",
  })
  void aFlagThatContradictsThePlanIsNamed(String name, String value, String planned) {
    assertThatThrownBy(() -> second(first, name, value))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--%s is not what the run of --take-up began with, which is %s; leave it out, or begin a new run."
                .formatted(name, planned));
  }

  @Test
  void aFlagThatSaysTheSameIsTaken() {
    assertThat(second(first, "duration", "60s").load()).isEqualTo(first.load());
  }

  @ParameterizedTest
  @CsvSource({"out, elsewhere", "plan, other.yaml"})
  void folderAndPlanAreKnown(String name, String value) {
    assertThatThrownBy(() -> second(first, name, value))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--%s has no place with --take-up".formatted(name));
  }

  @Test
  void variablesOfAnotherRunChangeNothing() {
    Map<Setting<?>, GivenValue> plan = Map.of();
    Settings now = Settings.of(List.of(SettingVariables.read(Map.of("TOKENSTORM_RATE", "9/s"))));
    assertThat(TakeUpSettings.of(now, plan, folder).texts()).containsOnlyKeys("out");
  }

  @ParameterizedTest
  @CsvSource({"embedded", "dev-server", "null"})
  void aTargetThatEndedWithItsRunHasNothingLeft(String target) {
    assertThatThrownBy(() -> second(TestPlans.plan("target", target)))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--take-up: the run was on a target of its own, "
                + target
                + ", which ended with it, so nothing is left to take up; tokenstorm report tells"
                + " what it measured.");
  }

  @Test
  void aRunWithOperatorsIsRefused() {
    assertThatThrownBy(
            () -> second(TestPlans.plan("target", "10.0.0.5:7233", "operate", "reset=10")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has operators");
  }

  /** The permission is never in a plan, and a second life has no use for it. */
  @Test
  void commandsOfThePlanNeedNoPermissionAsNoneIsRun() throws IOException {
    RunPlan begun =
        TestPlans.plan(
            "target",
            "10.0.0.5:7233",
            "duration",
            "1m",
            "rate",
            "1/s",
            "fault",
            "5s: exec kill",
            "exec",
            "kill={command: [b]}",
            "allow-exec",
            "true");
    Path written = Files.writeString(folder.resolve("plan.yaml"), PlanYaml.write(begun));
    GivenValue flag =
        new GivenValue(GivenValue.Source.FLAG, "--take-up", List.of(folder.toString()));
    Settings now = Settings.of(List.of(Map.of(TakeUpSettings.TAKE_UP, flag)));

    Settings goneOn = TakeUpSettings.of(now, PlanFile.read(written), folder);
    RunPlan second = PlanParser.takenUp(goneOn, IDENTITY);

    assertThat(PlanYaml.settings(second)).isEqualTo(PlanYaml.settings(begun));
    assertThat(second.faults().commands()).hasSize(1);
    assertThat(second.ofWhatIsLeft().faults().any()).isFalse();
    assertThat(second.ofWhatIsLeft().faults().commands()).isEmpty();
    // Whoever does not take the run up, but begins it anew, has to allow them.
    assertThatThrownBy(() -> PlanParser.run(Settings.of(List.of(PlanFile.read(written))), IDENTITY))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("give --allow-exec");
  }

  @Test
  void aPermissionThatTheFirstLifeHadMayBeGivenAgain() {
    assertThat(second(first, "allow-exec", "true").faults().any()).isFalse();
  }
}
