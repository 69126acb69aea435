/**
 * A run that was killed is taken up again: its open executions are adopted with their pending
 * activities, and the accounts of the others are made anew of what the server keeps.
 *
 * <p>May use: audit, ledger, measurement, plan, result, text, workload.
 */
@NullMarked
package dev.tokenstorm.takeup;

import org.jspecify.annotations.NullMarked;
