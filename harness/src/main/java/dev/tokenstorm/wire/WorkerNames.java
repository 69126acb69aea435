package dev.tokenstorm.wire;

import java.lang.management.ManagementFactory;
import java.util.UUID;

/**
 * The names of a worker, and of what it polls.
 *
 * @param identity process and host, as the SDK's workers have it
 * @param taskQueue of workflow tasks and activity tasks
 * @param stickyQueue of the worker's own, for tasks of workflows that it has in memory
 */
record WorkerNames(String namespace, String identity, String taskQueue, String stickyQueue) {
  static WorkerNames of(String namespace, String taskQueue) {
    String identity = ManagementFactory.getRuntimeMXBean().getName();
    return new WorkerNames(namespace, identity, taskQueue, identity + ":" + UUID.randomUUID());
  }
}
