package dev.tokenstorm.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.SampleRun;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FullDiskJudgeTest {
  private static final PlannedDrill DRILL = SampleDrills.plan().drills().get(0);
  private static final String AT_ONCE =
      "tokenstorm: disk/run/intervals.csv cannot be written any more (No space left on device).";
  private static final List<String> UNWRITTEN =
      List.of(
          AT_ONCE,
          "tokenstorm: disk/run/intervals.csv is incomplete (No space left on device); the figures"
              + " shown are whole.",
          "tokenstorm: disk/run/result.json could not be written (No space left on device).");

  /** Returns the row of a drill whose run printed a document that gives no reason to fail it. */
  private static DrillRow row(int code, List<String> said, Optional<String> unreadable) {
    ObjectNode document =
        (ObjectNode) SampleRun.document(true, SampleRun.interval(2, Phase.MEASURE));
    document.withObject("/verdict").putArray("reasons");
    return row(code, document, said, unreadable);
  }

  private static DrillRow row(
      int code, JsonNode document, List<String> said, Optional<String> unreadable) {
    return FullDiskJudge.row(
        DRILL,
        new ChildResult(code, document, said),
        unreadable,
        List.of(),
        12,
        "runs/001-disk-full");
  }

  /** Its page would tell people to end a process that is another one by now. */
  @Test
  void aRunWhoseFolderNamesWhatHasEndedDoesNotHold() {
    ObjectNode document =
        (ObjectNode) SampleRun.document(true, SampleRun.interval(2, Phase.MEASURE));
    document.withObject("/verdict").putArray("reasons");

    DrillRow row =
        FullDiskJudge.row(
            DRILL,
            new ChildResult(1, document, UNWRITTEN),
            Optional.empty(),
            List.of("The dev server may still run; this ends it: kill 4711"),
            12,
            "runs/001-disk-full");

    assertThat(row.verdict()).isEqualTo(DrillVerdict.DID_NOT_HOLD);
    assertThat(row.reason())
        .isEqualTo(
            "What it kept says that something was left, which was not: The dev server may still"
                + " run; this ends it: kill 4711");
  }

  @Test
  void aRunThatSaysWhatIsMissingHolds() {
    DrillRow row = row(1, UNWRITTEN, Optional.empty());

    assertThat(row.reason()).isEmpty();
    assertThat(row.verdict()).isEqualTo(DrillVerdict.HELD);
    assertThat(row.happened()).isEqualTo("disk full: 2 files not written, or not whole");
    assertThat(row.lost()).hasValue(0);
    assertThat(row.target().orElseThrow().serverVersion()).contains("1.29.1");
  }

  @Test
  void aRunThatHidesItDoesNotHold() {
    assertThat(row(0, UNWRITTEN, Optional.empty()).reason())
        .isEqualTo("The run's exit code was 0, and not 1 for files that could not be written.");
    assertThat(row(1, UNWRITTEN.subList(1, 3), Optional.empty()).reason())
        .isEqualTo("The run did not say at once that its disk was full.");
    assertThat(row(1, List.of(AT_ONCE), Optional.empty()).reason())
        .isEqualTo("The run named no file that could not be written.");
    assertThat(row(1, UNWRITTEN, Optional.of("No result can be made.")).reason())
        .isEqualTo("No result can be made.");
  }

  @Test
  void aRunThatPrintedNothingIsToldWithItsLastMessage() {
    DrillRow row =
        row(137, MissingNode.getInstance(), List.of("one", "the last"), Optional.empty());

    assertThat(row.verdict()).isEqualTo(DrillVerdict.DID_NOT_HOLD);
    assertThat(row.reason())
        .isEqualTo("The run ended with exit code 137 and printed no figures; it said: the last");
  }
}
