/**
 * The audit compares what the server keeps of executions with the ledger. An answer to a call may
 * be lost, so only the server's own record settles what is in doubt.
 *
 * <p>May use: plan, workload, ledger, measurement.
 */
@NullMarked
package dev.tokenstorm.audit;

import org.jspecify.annotations.NullMarked;
