package dev.tokenstorm.measurement;

/**
 * What a cell holds at one moment.
 *
 * @param inFlight workflows started, or being started, and not seen to close
 * @param pendingTokens tokens issued and not settled
 * @param queueDepth pending activities that are due and that no completer has taken
 * @param completersBusy completers with a call under way
 * @param completers the pool's concurrency
 */
public record CellGauges(
    long inFlight, long pendingTokens, long queueDepth, int completersBusy, int completers) {}
