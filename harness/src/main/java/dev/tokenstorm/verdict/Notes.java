package dev.tokenstorm.verdict;

import static dev.tokenstorm.verdict.CountSentence.counted;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.SizeLimit;
import dev.tokenstorm.plan.Patience;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Humanize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes what a reader of the figures should know although it is neither a fault nor a doubt. */
final class Notes {
  private Notes() {}

  /**
   * Returns one sentence per note.
   *
   * @param dropsDoubted whether a doubt already says how many arrivals were dropped
   */
  static List<String> of(RunResult result, boolean dropsDoubted) {
    LedgerCounts counts = result.ledger().counts();
    WorkloadKind workload = result.facts().plan().workload();
    return Stream.of(
            result.ending().interrupted()
                ? Stream.of(result.ending().sentence())
                : Stream.<String>empty(),
            TakeUpNotes.of(result),
            counted(
                dropsDoubted ? 0 : counts.dropped(),
                "arrival",
                "{was} dropped at the bound of --in-flight."),
            failedByUnissued(result, workload, counts),
            counted(
                counts.foreign(),
                "token",
                "of other " + workload.plural() + " {was} seen, and not completed."),
            counted(
                counts.unissued(),
                "attempt",
                "{was} started or closed by the server without a token reaching us."),
            counted(
                result.ending().unseenResults(),
                "result",
                "that a client waited for {was} not seen by the end of the run."),
            Shortfall.notes(result),
            cutPolls(result),
            counted(
                tooLarge(result),
                "call",
                "{was} refused for being larger than the server takes, which is no throttling;"
                    + " lower --payload-bytes"
                    + (workload == WorkloadKind.GREETING ? " or --branches." : ".")),
            sharedHost(result))
        .flatMap(sentence -> sentence)
        .toList();
  }

  /**
   * Notes that polls were cut, by the server or something in front of it. A server that restarts
   * cuts each open poll once, so only more cuts than polls can be open are noted.
   */
  private static Stream<String> cutPolls(RunResult result) {
    CutPolls cut = result.cutPolls();
    if (cut.count() <= result.facts().plan().polls()) {
      return Stream.empty();
    }
    return Stream.of(
        "%s for tasks were cut, %s after their start on average, by the server or something in front"
                .formatted(
                    Humanize.count(cut.count(), "poll"),
                    Humanize.seconds(Nanos.toSeconds(cut.mean())))
            + " of it.",
        "Ingresses and load balancers cut requests, idle streams or connections past a limit of"
            + " theirs; raise it above the 70 s of a long poll.",
        "A task that such a poll had been given is lost until it times out%s."
            .formatted(shortDrain(result.facts().plan())));
  }

  /** What to do where the run does not wait for that. */
  private static String shortDrain(RunPlan plan) {
    Duration timeout = Patience.of(plan.greeting(), plan.completion());
    return plan.load().drainTimeout().compareTo(timeout) > 0
        ? ""
        : ", after "
            + DurationNotation.text(timeout)
            + "; only a --drain-timeout above that waits for it";
  }

  private static Stream<String> failedByUnissued(
      RunResult result, WorkloadKind workload, LedgerCounts counts) {
    long failed = counts.failedByUnissued();
    return failed == 0
        ? Stream.of()
        : Stream.of(
            "%s of %s failed because %s."
                .formatted(
                    Humanize.count(failed),
                    Humanize.count(counts.started(), workload.noun()),
                    result.takenUp().isPresent()
                        ? "attempts got no answer: the server lost their starts, or no process was"
                            + " there"
                        : "the server lost " + (failed == 1 ? "its" : "their") + " starts"));
  }

  private static long tooLarge(RunResult result) {
    return result.rpc().entrySet().stream()
        .filter(entry -> SizeLimit.of(entry.getKey()).isPresent())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /**
   * Notes that target and harness share a host. A target within this process is left out, because
   * the first line of the summary says so.
   */
  private static Stream<String> sharedHost(RunResult result) {
    String kind = result.facts().target().kind();
    boolean shared =
        result.facts().plan().target().choice().local()
            && !kind.equals(TargetInfo.EMBEDDED)
            && !kind.equals(TargetInfo.NULL);
    return shared
        ? Stream.of(
            "The target shares this host's %d cores with the harness, so each slows the other."
                .formatted(result.facts().host().cores()))
        : Stream.empty();
  }
}
