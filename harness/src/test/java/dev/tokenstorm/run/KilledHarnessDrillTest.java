package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.drill.DrillPlan;
import dev.tokenstorm.drill.DrillRow;
import dev.tokenstorm.drill.DrillVerdict;
import dev.tokenstorm.drill.PlannedDrill;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KilledHarnessDrillTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aRunWithOperatorsIsNotBegunAsItCannotBeTakenUp() throws Exception {
    DrillPlan plan =
        TestPlans.drills(
            List.of(),
            "target",
            "dev-server",
            "only",
            "harness-killed",
            "operate",
            "reset=10%",
            "out",
            folder.resolve("out").toString());

    DrillRow row =
        new KilledHarnessDrill(
                new OwnProgram(List.of("none")), new InterruptRelay(NanoClock.SYSTEM))
            .run(plan.drills().get(0), plan.plan(plan.drills().get(0), 1), "runs/001", () -> 0);

    assertThat(row.verdict()).isEqualTo(DrillVerdict.NOT_RUN);
    assertThat(row.reason())
        .isEqualTo(
            "A run with --operate cannot be taken up, as nobody remembers its pauses and resets.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatWasNotTakenUpOnATargetOfOthersNamesTheCommandThatDoesIt() {
    DrillPlan plan =
        TestPlans.drills(
            List.of(),
            "target",
            "10.0.0.5:7233",
            "only",
            "harness-killed",
            "out",
            folder.resolve("out").toString());
    PlannedDrill drill = plan.drills().get(0);

    DrillRow row =
        KilledHarnessDrill.withWayOut(
            DrillRow.broken(drill, "The run was not taken up.", 3), plan.plan(drill, 1));

    assertThat(row.reason())
        .isEqualTo(
            "The run was not taken up. What it left can be taken up with tokenstorm run --take-up "
                + folder.resolve("out/runs/001-harness-killed")
                + ".");
  }
}
