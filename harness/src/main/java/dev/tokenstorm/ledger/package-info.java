/**
 * The account of every workflow and token, which has to balance, and the token itself.
 *
 * <p>May use: plan, workload.
 */
@NullMarked
package dev.tokenstorm.ledger;

import org.jspecify.annotations.NullMarked;
