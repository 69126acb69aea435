/**
 * The wire worker plays both workloads straight on the gRPC API, with asynchronous calls and
 * without a thread for each task. What the SDK's worker does for {@code
 * greeting.GreetingWorkflowImpl} is done here from histories, so that a server cannot tell the two
 * apart.
 *
 * <p>{@link dev.tokenstorm.wire.Poller}s keep long polls open. {@link
 * dev.tokenstorm.wire.WorkflowTasks} answers workflow tasks with what a {@link
 * dev.tokenstorm.wire.GreetingState} decides. {@link dev.tokenstorm.wire.ActivityTasks} hands on
 * the tokens of activity tasks. {@link dev.tokenstorm.wire.WireActivityWorker} polls standalone
 * activities, with polls of the same kind. All callbacks run on event loops.
 *
 * <p>May use: plan, workload, greeting, standalone, measurement, server.
 */
@NullMarked
package dev.tokenstorm.wire;

import org.jspecify.annotations.NullMarked;
