/**
 * A search is made of many runs. {@code tune} looks for the smallest value that reaches the best
 * throughput, {@code capacity} for the highest rate at which all objectives hold.
 *
 * <p>What to run next is a pure function of the runs so far and of the time that is left ({@link
 * dev.tokenstorm.search.Strategy}). So a search that was cut short goes on where it was, and its
 * logic is tested with truths that are computed.
 *
 * <p>May use: text, objective, settings, plan, result, verdict, ledger, measurement, statistics,
 * server.
 */
@NullMarked
package dev.tokenstorm.search;

import org.jspecify.annotations.NullMarked;
