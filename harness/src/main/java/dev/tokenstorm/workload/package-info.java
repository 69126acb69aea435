/**
 * The workload as pure functions of the plan: texts, draws, and what they say a workflow must come
 * to. Nothing here has state, so the driver, the workflow, the completers and the audit all arrive
 * at the same values without keeping them.
 *
 * <p>May use: plan, measurement, statistics, server.
 */
@NullMarked
package dev.tokenstorm.workload;

import org.jspecify.annotations.NullMarked;
