/**
 * This package prepares what {@code drill} runs: the drills there are, and those of a plan file. It
 * also says whether a drill held, and writes and reads the document of drills.
 *
 * <p>A drill is a run with a fault and a verdict. It judges by the verdict of that run.
 *
 * <p>May use: fault, ledger, measurement, objective, plan, recovery, result, server, settings,
 * text, verdict.
 */
@NullMarked
package dev.tokenstorm.drill;

import org.jspecify.annotations.NullMarked;
