package dev.tokenstorm.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.server.TargetInfo;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Judges a drill whose harness was killed by what the run's second life printed. */
public final class TakeUpJudge {
  private TakeUpJudge() {}

  /**
   * Returns the drill's row.
   *
   * @param second the life that took the run up
   * @param happened when the first was killed, for a table
   * @param target of both, as the drill knows it: to the second it is just an address
   * @param seconds how long the drill took
   * @param folder of the run's results, within that of all drills
   */
  public static DrillRow row(
      PlannedDrill drill,
      ChildResult second,
      String happened,
      TargetInfo target,
      double seconds,
      String folder) {
    JsonNode document = second.document();
    if (!document.has("ledger")) {
      String last =
          second.said().isEmpty() ? "nothing" : second.said().get(second.said().size() - 1);
      return DrillRow.broken(
          drill,
          "The run was not taken up, with exit code %d; it said: %s"
              .formatted(second.exitCode(), last),
          seconds);
    }
    Optional<String> reason = reason(second);
    JsonNode tokens = document.at("/ledger/tokens");
    return new DrillRow(
        drill.name(),
        reason.isEmpty() ? DrillVerdict.HELD : DrillVerdict.DID_NOT_HOLD,
        reason.orElse(""),
        happened,
        OptionalDouble.empty(),
        OptionalLong.of(tokens.path("pending").asLong() + tokens.path("unknown").asLong()),
        seconds,
        Optional.of(folder),
        Optional.of(target));
  }

  private static Optional<String> reason(ChildResult second) {
    JsonNode reasons = second.document().at("/verdict/reasons");
    if (!reasons.isEmpty()) {
      return Optional.of(reasons.get(0).asText());
    }
    if (!second.document().at("/ledger/balanced").asBoolean()) {
      return Optional.of("The ledger of both lives does not balance.");
    }
    return second.exitCode() == 0
        ? Optional.empty()
        : Optional.of("The run was taken up, with exit code %d.".formatted(second.exitCode()));
  }
}
