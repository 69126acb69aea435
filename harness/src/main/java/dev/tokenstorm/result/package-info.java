/**
 * This package holds what a run found out: intervals, figures, and the files that keep them. It
 * reads these files as well.
 *
 * <p>May use: fault, text, objective, plan, ledger, recovery, measurement, server.
 */
@NullMarked
package dev.tokenstorm.result;

import org.jspecify.annotations.NullMarked;
