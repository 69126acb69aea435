package dev.tokenstorm.recovery;

import dev.tokenstorm.ledger.TokenState;

/**
 * Tokens that were doubtful for a time, and that were called for and doubted at about the same
 * moments.
 *
 * @param fromNanos when the first call for them was made, from the run's start; when they became
 *     doubtful, where no call was made
 * @param toNanos when they became doubtful
 * @param state how they were settled
 * @param count how many tokens
 */
public record DoubtCount(long fromNanos, long toNanos, TokenState state, long count) {}
