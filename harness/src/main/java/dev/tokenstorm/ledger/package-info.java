/**
 * The ledger is the account of every execution and token. It has to balance, or the run's figures
 * prove nothing. The token lives here too, because its state is the ledger's.
 *
 * <p>May use: plan, workload.
 */
@NullMarked
package dev.tokenstorm.ledger;

import org.jspecify.annotations.NullMarked;
