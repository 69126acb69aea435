package dev.tokenstorm.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.server.TargetInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TakeUpJudgeTest {
  private static final PlannedDrill DRILL = SampleDrills.plan().drills().get(0);

  private static final TargetInfo TARGET =
      new TargetInfo("dev-server", "127.0.0.1:7233", "default", Optional.of("1.29.1"));

  private static DrillRow row(int code, boolean balanced, String... reasons) {
    ObjectNode document =
        (ObjectNode) SampleRun.document(true, SampleRun.interval(2, Phase.MEASURE));
    List.of(reasons).forEach(document.withObject("/verdict").putArray("reasons")::add);
    document.withObject("/ledger").put("balanced", balanced);
    return TakeUpJudge.row(
        DRILL,
        new ChildResult(code, document, List.of()),
        "killed",
        TARGET,
        40,
        "runs/001-harness-killed");
  }

  @Test
  void aRunWhoseTwoLivesBalanceHolds() {
    DrillRow row = row(0, true);

    assertThat(row.reason()).isEmpty();
    assertThat(row.verdict()).isEqualTo(DrillVerdict.HELD);
    assertThat(row.lost()).hasValue(0);
    assertThat(row.target()).as("not what the second life calls it").contains(TARGET);
  }

  @Test
  void whatIsWrongWithTheSecondLifeIsTheReason() {
    assertThat(row(3, true, "1 token was lost sight of.").reason())
        .isEqualTo("1 token was lost sight of.");
    assertThat(row(0, false).reason()).isEqualTo("The ledger of both lives does not balance.");
    assertThat(row(1, true).reason()).isEqualTo("The run was taken up, with exit code 1.");
    assertThat(
            TakeUpJudge.row(
                    DRILL,
                    new ChildResult(2, MissingNode.getInstance(), List.of("no such flag.")),
                    "killed",
                    TARGET,
                    1,
                    "runs/001-harness-killed")
                .reason())
        .isEqualTo("The run was not taken up, with exit code 2; it said: no such flag.");
  }
}
