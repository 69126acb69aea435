package dev.tokenstorm.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.report.DrillListing;
import dev.tokenstorm.report.DrillProgress;
import dev.tokenstorm.report.DrillReport;
import dev.tokenstorm.report.DrillText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told of drills. */
final class DrillTextTest {

  private static String text(DrillRecord drills) {
    String text = new DrillText(false).render(drills);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
    return text;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void drillsThatHeldAreARowEachAndNothingElseIsSaidOfThem() {
    String text = text(SampleDrills.record(Optional.of(DrillEnd.ALL_RUN), SampleDrills.HELD));

    assertThat(text).startsWith("HELD · 1 of 3 drills held · 2 still to run\n");
    assertThat(text)
        .containsPattern("\nconnections-cut +cut 3s: 4 connections reset, 20 +2\\.10 s +0  held\n")
        .containsPattern("\n +refused; 73 of 420 calls went wrong\n");
    assertThat(oneLine(text))
        .contains("· 127.0.0.1:7233 · server 1.29.1 · 51.2 s · seed ")
        .contains("drills.json has all figures, drills.html shows them")
        .doesNotContain("did not hold");
  }

  @Test
  void oneThatDidNotHoldIsNamedFirstAndItsReasonIsSaid() {
    String text =
        text(
            SampleDrills.record(
                Optional.of(DrillEnd.ALL_RUN),
                SampleDrills.NOT_HELD,
                SampleDrills.HELD,
                SampleDrills.notRun()));

    assertThat(text)
        .startsWith("DID NOT HOLD · 1 of 3 drills held · not slow-link · 1 not run\n")
        .containsPattern("\nslow-link .* 23\\.1 s 1,204  did not hold\n")
        .containsPattern("\nslow-bank +– +– +–  not run\n")
        .contains(
            "  ✗ slow-link did not hold. fault1:recovery was 23.1 s, and fault1:recovery < 20s is")
        .contains("  ! slow-bank was not run. It needs a server of its own.\n")
        .doesNotContain("--resume");
    assertThat(text.indexOf("\nconnections-cut"))
        .as("in the order of the plan")
        .isLessThan(text.indexOf("\nslow-link"));
  }

  @Test
  void anInterruptedCallNamesTheCommandThatGoesOn() {
    DrillRecord drills = SampleDrills.record(Optional.of(DrillEnd.INTERRUPTED), SampleDrills.HELD);

    assertThat(text(drills)).startsWith("INTERRUPTED · 1 of 3 drills held · 2 still to run\n");
    assertThat(oneLine(text(drills)))
        .contains("to go on: tokenstorm drill --resume " + drills.plan().directory());
  }

  @Test
  void progressCountsTheDrillsAndTheTimeThatIsLeft() {
    DrillPlan plan = SampleDrills.plan();
    DrillState state = DrillState.NEW.with(SampleDrills.HELD);

    assertThat(DrillProgress.begun(plan, DrillState.NEW, SampleDrills.HELD.target().orElseThrow()))
        .startsWith("drill " + plan.identity().runId() + ", 3 drills against 127.0.0.1:7233, about")
        .contains(" 3 min, results in ");
    assertThat(DrillProgress.next(plan, state, plan.drills().get(1)))
        .isEqualTo(
            "drill 2 of 3: slow-link, every byte takes 150 ms more each way for 8 s; about 60 s,"
                + " and 115 s for all that are left");
    assertThat(DrillProgress.ran(SampleDrills.HELD))
        .isEqualTo("connections-cut held, recovered after 2.10 s, lost 0 tokens");
    assertThat(DrillProgress.ran(SampleDrills.NOT_HELD))
        .startsWith("slow-link did not hold. fault1:recovery was 23.1 s");
    assertThat(DrillProgress.ran(SampleDrills.notRun()))
        .isEqualTo("slow-bank was not run. It needs a server of its own.");
  }

  @Test
  void theListTellsWhatEachDrillDoesAndNeedsAndHowLongItTakes() {
    String list =
        DrillListing.render(
            SampleDrills.plan().drills().stream().map(PlannedDrill::drill).toList());

    assertThat(list.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
    assertThat(list)
        .startsWith("drill ")
        .containsPattern("\nconnections-cut +every connection is cut for 3 s +any target +55 s\n")
        .containsPattern("\nslow-bank +15s: stall 4s +any target +55 s\n");
  }

  /** What stands in it goes in as data, and never as markup. */
  @Test
  void thePageNeedsNothingBesideItAndIsSafeFromWhatDrillsAreCalled() {
    String html =
        DrillReport.html(
            SampleDrills.record(
                Optional.of(DrillEnd.ALL_RUN),
                SampleDrills.HELD,
                new DrillRow(
                    "slow-link",
                    DrillVerdict.DID_NOT_HOLD,
                    "</script><script>alert(1)</script>",
                    "",
                    SampleDrills.HELD.recoveredSeconds(),
                    SampleDrills.HELD.lost(),
                    1,
                    Optional.empty(),
                    Optional.empty())));

    assertThat(html)
        .contains("\"mode\":\"drills\"", "DID NOT HOLD · 1 of 3 drills held")
        .doesNotContain("<script>alert");
    assertThat(List.of("src=\"http", "href=\"http")).noneMatch(html::contains);
  }
}
