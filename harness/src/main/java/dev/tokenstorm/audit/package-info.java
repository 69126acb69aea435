/**
 * Reads what the server knows of workflows, and compares it with the ledger.
 *
 * <p>May use: plan, workload, ledger, measurement, server.
 */
@NullMarked
package dev.tokenstorm.audit;

import org.jspecify.annotations.NullMarked;
