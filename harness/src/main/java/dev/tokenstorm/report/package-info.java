/**
 * Shows a run, a search or a comparison to people: summary, progress, live page, report, and the
 * verdict as files.
 *
 * <p>May use: text, objective, plan, result, verdict, search, comparison, compare, ledger,
 * measurement, server.
 */
@NullMarked
package dev.tokenstorm.report;

import org.jspecify.annotations.NullMarked;
