/**
 * This package carries out a whole run, search or comparison, or drills, from the first check to
 * the last file. Whoever wants one can drive it: the command line, a search, a benchmark, a test.
 *
 * <p>{@link dev.tokenstorm.run.RunExecution} has the one sequence: begin reports, check, warn,
 * expose, open, run, judge, write. Whoever drives it hands in a {@link
 * dev.tokenstorm.run.RunListener}, which is told of each step, and may end the run from any thread.
 * Nothing here prints, reads flags, handles signals or exits.
 *
 * <p>May use: fault, text, settings, workload, plan, recovery, measurement, frontend, server,
 * ledger, result, cell, bottleneck, doctor, verdict, search, comparison, compare, drill, report,
 * telemetry.
 */
@NullMarked
package dev.tokenstorm.run;

import org.jspecify.annotations.NullMarked;
