package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How a run that was killed was brought to its end by a second life.
 *
 * @param keptUntil the last moment of which the first life kept anything
 * @param takenUpAt when the second life began
 * @param first counts of the first life's ledger at {@code keptUntil}
 * @param listed executions of the run that the server lists at the end; empty if they were not
 *     counted then
 * @param adopted executions that were open when the run was taken up
 * @param closedBefore executions that had closed by then
 * @param unknown executions that the first life knew, and of which the server told nothing
 * @param found tokens of pending activities that were found in the server, by what became of them
 * @param notUndone what the first life began, and had not undone when it was killed
 */
public record TakenUp(
    Instant keptUntil,
    Instant takenUpAt,
    LedgerCounts first,
    OptionalLong listed,
    long adopted,
    long closedBefore,
    long unknown,
    Map<TokenState, Long> found,
    List<NotUndone> notUndone) {
  public TakenUp {
    found = Map.copyOf(found);
    notUndone = List.copyOf(notUndone);
  }

  /** Returns how many pending activities were found. */
  public long foundTokens() {
    return found.values().stream().mapToLong(Long::longValue).sum();
  }
}
