package dev.tokenstorm.drill;

import dev.tokenstorm.result.Host;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.TestPlans;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Drills made by hand: one that held, one that did not, one that was not run, one still to run. */
public final class SampleDrills {
  public static final DrillRow HELD =
      new DrillRow(
          "connections-cut",
          DrillVerdict.HELD,
          "",
          "cut 3s: 4 connections reset, 20 refused; 73 of 420 calls went wrong",
          OptionalDouble.of(2.104),
          OptionalLong.of(0),
          51.2,
          Optional.of("runs/001-connections-cut"),
          Optional.of(
              new TargetInfo("dev-server", "127.0.0.1:7233", "default", Optional.of("1.29.1"))));

  public static final DrillRow NOT_HELD =
      new DrillRow(
          "slow-link",
          DrillVerdict.DID_NOT_HOLD,
          "fault1:recovery was 23.1 s, and fault1:recovery < 20s is required.",
          "delay 150ms±50ms for 8s: 1.02 MB went on later",
          OptionalDouble.of(23.1),
          OptionalLong.of(1_204),
          61.9,
          Optional.of("runs/002-slow-link"),
          HELD.target());

  private static final Host HOST = new Host(2, 1L << 30, "17.0.9", "a vendor", "Linux", false);

  private SampleDrills() {}

  /** A plan of three drills, the last of them one of the user's own. */
  public static DrillPlan plan() {
    return TestPlans.drills(
        List.of(TestPlans.drill("slow-bank", "fault", "15s: stall 4s")),
        "target",
        "dev-server",
        "only",
        "slow-bank,slow-link,connections-cut");
  }

  /** Returns the drills of the plan with the rows that there are. */
  public static DrillRecord record(Optional<DrillEnd> end, DrillRow... rows) {
    return new DrillRecord(
        plan(), Instant.parse("2026-11-22T19:30:15Z"), HOST, new DrillState(List.of(rows), end));
  }

  /** Returns the row of the user's own drill, which was not run. */
  public static DrillRow notRun() {
    return DrillRow.notRun(plan().drills().get(2), "It needs a server of its own.");
  }
}
