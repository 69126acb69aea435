/**
 * This package shows a run, a search, a comparison or drills to people: summary, progress, live
 * page and report. It also writes the verdict as files, which other programs read.
 *
 * <p>May use: fault, text, objective, plan, recovery, result, verdict, search, comparison, compare,
 * drill, ledger, measurement, server.
 */
@NullMarked
package dev.tokenstorm.report;

import org.jspecify.annotations.NullMarked;
