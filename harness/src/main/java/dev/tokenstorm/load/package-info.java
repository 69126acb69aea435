/**
 * This package decides when executions start. Arrival schedules say when each should, and the
 * driver keeps to them.
 *
 * <p>May use: plan, workload, ledger, measurement, server.
 */
@NullMarked
package dev.tokenstorm.load;

import org.jspecify.annotations.NullMarked;
