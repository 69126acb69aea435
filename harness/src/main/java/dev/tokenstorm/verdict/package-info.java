/**
 * Judges whether a run met its objectives and carried out its plan, and whether its figures are
 * about the server.
 *
 * <p>May use: plan, measurement, server, result, ledger, statistics.
 */
@NullMarked
package dev.tokenstorm.verdict;

import org.jspecify.annotations.NullMarked;
