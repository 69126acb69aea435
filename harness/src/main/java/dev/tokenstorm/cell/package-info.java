/**
 * A cell is one run: this package wires driver, worker, token queue and completers together, and
 * takes them through the run's phases. It knows neither terminal nor files, so a search, a
 * benchmark or a test can run one as well.
 *
 * <p>May use: fault, text, plan, measurement, workload, server, ledger, load, completion, audit,
 * greeting, standalone, wire, recovery, result, takeup.
 */
@NullMarked
package dev.tokenstorm.cell;

import org.jspecify.annotations.NullMarked;
