/**
 * Decides when workflows start: arrival schedules, and the driver that keeps to them.
 *
 * <p>May use: plan, workload, ledger, measurement, server.
 */
@NullMarked
package dev.tokenstorm.load;

import org.jspecify.annotations.NullMarked;
