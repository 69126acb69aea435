/**
 * Shows a run or a search to people: summary, progress, live page, report, and the verdict as
 * files.
 *
 * <p>May use: text, plan, result, verdict, search, ledger, measurement, server.
 */
@NullMarked
package dev.tokenstorm.report;

import org.jspecify.annotations.NullMarked;
