/**
 * A workload is what a run starts, whatever it is: executions known by number, their activities and
 * attempts. A {@link dev.tokenstorm.workload.Workload} is handed to a cell as a value, and its
 * parts know nothing of its kind. Draws and expectations are pure functions of the plan. So the
 * driver, the completers and the audit arrive at the same values without keeping them.
 *
 * <p>May use: plan, measurement, statistics, server.
 */
@NullMarked
package dev.tokenstorm.workload;

import org.jspecify.annotations.NullMarked;
