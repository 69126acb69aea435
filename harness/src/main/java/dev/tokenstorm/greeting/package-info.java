/**
 * The greeting workflow, its activity, the SDK's worker that runs both, and what the worker lets us
 * see.
 *
 * <p>May use: plan, workload, measurement, server.
 */
@NullMarked
package dev.tokenstorm.greeting;

import org.jspecify.annotations.NullMarked;
