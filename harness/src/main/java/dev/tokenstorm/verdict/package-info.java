/**
 * The verdict says whether a run met its objectives and carried out its plan, and whether its
 * figures are about the server.
 *
 * <p>May use: fault, text, objective, plan, measurement, statistics, server, result, ledger.
 */
@NullMarked
package dev.tokenstorm.verdict;

import org.jspecify.annotations.NullMarked;
