package dev.tokenstorm.verdict;

import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.TakenUp;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Says of a run that was taken up what its figures and its ledger are made of. */
final class TakeUpNotes {
  private TakeUpNotes() {}

  /** Returns one sentence per note; none for a run that was not killed. */
  static Stream<String> of(RunResult result) {
    return result.takenUp().stream().flatMap(how -> notes(result, how).stream());
  }

  private static List<String> notes(RunResult result, TakenUp how) {
    String noun = result.facts().plan().workload().noun();
    List<String> notes = new ArrayList<>();
    notes.add(result.ending().sentence());
    notes.add(
        "%s open and adopted, with %s: %s completed by id, %s retried first. %s closed before, and the account of them is made of the server's records."
            .formatted(
                were(how.adopted(), noun),
                Humanize.count(how.foundTokens(), "pending token"),
                Humanize.count(how.found().getOrDefault(TokenState.COMPLETED, 0L)),
                Humanize.count(how.found().getOrDefault(TokenState.SUPERSEDED, 0L)),
                had(how.closedBefore(), noun)));
    notes.add(
        "The figures are those of the first life up to its last whole second, and of the second"
            + " life.");
    if (how.adopted() > 0) {
      notes.add(
          "What was adopted has no latency of its whole length, as it waited while no process was"
              + " there.");
    }
    if (result.facts().settings().containsKey("fault")) {
      notes.add(
          "Faults of the plan were not played again, and what the earlier ones did is not known.");
    }
    how.notUndone().forEach(one -> notes.add(one.sentence()));
    return notes;
  }

  private static String were(long count, String noun) {
    return Humanize.count(count, noun) + (count == 1 ? " was" : " were");
  }

  private static String had(long count, String noun) {
    return Humanize.count(count, noun) + " had";
  }
}
