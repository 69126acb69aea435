package dev.tokenstorm.drill;

import dev.tokenstorm.server.TargetInfo;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a drill came to.
 *
 * @param name of the drill
 * @param reason a sentence on why it did not hold, or was not run; empty if it held
 * @param happened what went wrong in it, for a table; empty if it was not run
 * @param recoveredSeconds how long the run took to be as it was before, from the fault's end
 * @param lost tokens whose end nobody knows; empty if no ledger tells
 * @param seconds how long the drill took, with its target's start and its drain
 * @param folder of its run's results, within that of all drills
 * @param target that it had
 */
public record DrillRow(
    String name,
    DrillVerdict verdict,
    String reason,
    String happened,
    OptionalDouble recoveredSeconds,
    OptionalLong lost,
    double seconds,
    Optional<String> folder,
    Optional<TargetInfo> target) {

  /**
   * Returns that of a drill that cannot be run here.
   *
   * @param why in a sentence
   */
  public static DrillRow notRun(PlannedDrill drill, String why) {
    return new DrillRow(
        drill.name(),
        DrillVerdict.NOT_RUN,
        why,
        "",
        OptionalDouble.empty(),
        OptionalLong.empty(),
        0,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Returns that of a drill whose run broke off, and has no result.
   *
   * @param sentence why
   */
  public static DrillRow broken(PlannedDrill drill, String sentence, double seconds) {
    return new DrillRow(
        drill.name(),
        DrillVerdict.DID_NOT_HOLD,
        sentence,
        "",
        OptionalDouble.empty(),
        OptionalLong.empty(),
        seconds,
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the same with another reason. */
  public DrillRow because(String sentence) {
    return new DrillRow(
        name, verdict, sentence, happened, recoveredSeconds, lost, seconds, folder, target);
  }
}
