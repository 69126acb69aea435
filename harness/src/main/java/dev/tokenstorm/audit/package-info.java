/**
 * Asks what the server keeps of executions, and compares it with the ledger.
 *
 * <p>May use: plan, workload, ledger, measurement.
 */
@NullMarked
package dev.tokenstorm.audit;

import org.jspecify.annotations.NullMarked;
