/**
 * The greeting is one of the two workloads. This package has its texts and expected ends, its
 * executions on a server, and the SDK's worker that plays it. Only here and in {@code wire} are
 * workflow ids and greetings read.
 *
 * <p>May use: plan, workload, measurement, server.
 */
@NullMarked
package dev.tokenstorm.greeting;

import org.jspecify.annotations.NullMarked;
