package dev.tokenstorm.verdict;

import static dev.tokenstorm.verdict.Counted.counted;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.plan.Locality;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.target.TargetInfo;
import java.util.List;
import java.util.stream.Stream;

/** What a reader of the figures should know, and is neither a fault nor a doubt. */
final class Notes {
  private Notes() {}

  /**
   * One sentence each.
   *
   * @param dropsDoubted whether a doubt says already how many arrivals were dropped
   */
  static List<String> of(RunResult result, boolean dropsDoubted) {
    LedgerCounts counts = result.ledger().counts();
    return Stream.of(
            result.ending().interrupted()
                ? Stream.of(result.ending().sentence())
                : Stream.<String>empty(),
            counted(
                dropsDoubted ? 0 : counts.dropped(),
                "arrival",
                "{was} dropped at the bound of --in-flight."),
            counted(counts.foreign(), "token", "of other workflows {was} seen, and not completed."),
            counted(
                counts.unissued(),
                "attempt",
                "{was} started or closed by the server without a token reaching us."),
            sharedHost(result))
        .flatMap(sentence -> sentence)
        .toList();
  }

  /** The first line of a summary says it of a target in this process. */
  private static Stream<String> sharedHost(RunResult result) {
    String kind = result.facts().target().kind();
    boolean shared =
        Locality.isLocal(result.facts().plan().target().choice())
            && !kind.equals(TargetInfo.EMBEDDED)
            && !kind.equals(TargetInfo.NULL);
    return shared
        ? Stream.of(
            "The target shares this host's %d cores with the harness, so each slows the other."
                .formatted(result.facts().host().cores()))
        : Stream.empty();
  }
}
