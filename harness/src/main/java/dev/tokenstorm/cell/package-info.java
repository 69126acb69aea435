/**
 * One run: the driver, the worker, the token queue and the completers, wired together, in phases.
 *
 * <p>May use: text, plan, measurement, workload, server, ledger, load, completion, audit, greeting,
 * standalone, wire, result.
 */
@NullMarked
package dev.tokenstorm.cell;

import org.jspecify.annotations.NullMarked;
