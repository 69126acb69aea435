package dev.tokenstorm.measurement;

/**
 * The gauges of a cell at one moment.
 *
 * @param inFlight workflows that are started, or being started, and not seen to close
 * @param pendingTokens tokens that are issued and not settled
 * @param queueDepth due tokens that no completer has taken
 * @param completersBusy completers with a call under way
 * @param completers the pool's concurrency
 */
public record CellGauges(
    long inFlight, long pendingTokens, long queueDepth, int completersBusy, int completers) {}
