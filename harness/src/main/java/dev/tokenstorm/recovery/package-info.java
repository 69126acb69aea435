/**
 * Finds out what a fault cost: what happened in short steps of time, and when a run was as it had
 * been before.
 *
 * <p>May use: ledger, measurement, objective, text.
 */
@NullMarked
package dev.tokenstorm.recovery;

import org.jspecify.annotations.NullMarked;
