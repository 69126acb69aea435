/**
 * What a run found out: intervals, figures, the files that keep them, and how they are read again.
 *
 * <p>May use: plan, ledger, measurement, server.
 */
@NullMarked
package dev.tokenstorm.result;

import org.jspecify.annotations.NullMarked;
