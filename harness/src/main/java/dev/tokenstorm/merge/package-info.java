/**
 * Merging is adding: the intervals, ledgers and ends of a fleet's cells become those of one run,
 * while the fleet runs and afterwards from the cells' folders.
 *
 * <p>May use: ledger, measurement, result, text.
 */
@NullMarked
package dev.tokenstorm.merge;

import org.jspecify.annotations.NullMarked;
