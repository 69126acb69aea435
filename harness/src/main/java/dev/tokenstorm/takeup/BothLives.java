package dev.tokenstorm.takeup;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Both lives of a run that was taken up, as one ledger.
 *
 * @param first what the first life told last
 * @param left what the server had of it
 * @param measured executions of both lives that started in the measured phase
 * @param before the account of those that closed before the run was taken up
 * @param completedOfAdopted activities of those that were open that had completed by then
 */
public record BothLives(
    FirstLife first, Left left, long measured, LedgerReport before, long completedOfAdopted) {

  /**
   * The executions that the server had.
   *
   * @param listed executions of the run that it lists at the end; empty if they were not counted
   * @param strangers those of them that are in no account; 0 if they were not counted
   * @param adopted those that were open
   * @param closed those that had closed, and whose record was read
   * @param unknown those that the server does not know, or of which it told nothing
   */
  public record Left(
      OptionalLong listed, long strangers, long adopted, long closed, long unknown) {}

  /** Returns how many arrivals of the plan both lives know of. */
  long arrivals() {
    LedgerCounts told = first.counts();
    return told.dropped() + told.rejected() + left.adopted + left.closed + left.unknown;
  }

  /**
   * Returns the ledger of both lives.
   *
   * @param second the ledger of what was adopted, in its end
   * @param notReached arrivals of the plan that the first life did not come to
   */
  public LedgerReport ledger(LedgerReport second, long notReached) {
    LedgerCounts counts =
        Counts.sum(Counts.sum(second.counts(), before.counts()), toldByFirstAlone(notReached));
    List<String> imbalances = new ArrayList<>(second.imbalances());
    imbalances.addAll(before.imbalances());
    imbalances.addAll(contradictions());
    return new LedgerReport(
        counts, second.operators(), imbalances, before.findings(), before.findingsTotal());
  }

  /**
   * What no server keeps: arrivals that became no execution, and tokens of attempts that were under
   * way when their workflow closed.
   */
  private LedgerCounts toldByFirstAlone(long notReached) {
    LedgerCounts told = first.counts();
    long orphaned = told.tokens(TokenState.ORPHANED);
    return new LedgerCounts(
        told.dropped() + told.rejected(),
        told.dropped(),
        told.rejected(),
        0,
        notReached,
        Map.of(),
        orphaned,
        Map.of(TokenState.ORPHANED, orphaned),
        0,
        told.foreign(),
        0,
        0,
        0,
        0,
        0);
  }

  /** One sentence for each way in which the server contradicts what the first life told. */
  private List<String> contradictions() {
    List<String> sentences = new ArrayList<>();
    if (left.strangers > 0) {
      sentences.add(
          "The server lists %s of the run that %s in no account."
              .formatted(
                  Humanize.count(left.strangers, "execution"), left.strangers == 1 ? "is" : "are"));
    }
    long closed = left.closed + left.unknown;
    if (first.counts().workflowsSettled() > closed) {
      sentences.add(
          "The first life saw %s close, but only %s had closed on the server."
              .formatted(
                  Humanize.count(first.counts().workflowsSettled(), "execution"),
                  Humanize.count(closed)));
    }
    // By id an activity may be completed that has no attempt under way, and then none is recorded.
    boolean told = left.unknown == 0 && first.by() == CompleteBy.TOKEN;
    long completed = first.counts().tokens(TokenState.COMPLETED);
    long found = before.counts().tokens(TokenState.COMPLETED) + completedOfAdopted;
    if (told && completed > found) {
      sentences.add(
          "The first life completed %s, but the server had only %s when the run was taken up."
              .formatted(Humanize.count(completed, "token"), Humanize.count(found)));
    }
    notFoundAgain("wrong end", first.counts().wrongEnds(), before.counts().wrongEnds())
        .ifPresent(sentences::add);
    notFoundAgain("contradiction", first.counts().discrepancies(), before.counts().discrepancies())
        .ifPresent(sentences::add);
    return sentences;
  }

  /** What was wrong stays wrong, although the server's records no longer show it. */
  private static Optional<String> notFoundAgain(String noun, long told, long found) {
    return told > found
        ? Optional.of(
            "The first life counted %s, of which the server's records show only %s."
                .formatted(Humanize.count(told, noun), Humanize.count(found)))
        : Optional.empty();
  }
}
