/**
 * The standalone activity is one of the two workloads. This package has its executions on a server,
 * their expected ends, and the SDK's worker that polls its tasks. Its work is a greeting of one
 * step, so the words are the greeting's. Only here and in {@code wire} are ids of standalone
 * activities read.
 *
 * <p>May use: plan, workload, greeting, measurement, server.
 */
@NullMarked
package dev.tokenstorm.standalone;

import org.jspecify.annotations.NullMarked;
