/**
 * Holds what a run found out: intervals, figures, the files that keep them, and the readers of
 * these files.
 *
 * <p>May use: text, objective, plan, ledger, measurement, server.
 */
@NullMarked
package dev.tokenstorm.result;

import org.jspecify.annotations.NullMarked;
