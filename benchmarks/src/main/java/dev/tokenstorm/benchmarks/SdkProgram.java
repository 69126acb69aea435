package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * A program that most people would write with the SDK: a worker whose activities stay pending,
 * threads that start executions, and threads that complete the activities from outside. It shares
 * no code with the harness.
 */
abstract class SdkProgram implements AutoCloseable {
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory factory;
  private final Worker worker;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Pending> pending = new LinkedBlockingQueue<>();
  private final LongAdder executions = new LongAdder();
  private final String taskQueue = "baseline-" + UUID.randomUUID();
  private volatile boolean closing;
  private volatile Optional<RuntimeException> failure = Optional.empty();
  private long seen;

  private record Pending(ByteString token, String result) {}

  SdkProgram(WorkflowServiceStubsOptions connection, WorkerFactoryOptions settings) {
    stubs = WorkflowServiceStubs.newServiceStubs(connection);
    client = WorkflowClient.newInstance(stubs);
    factory = WorkerFactory.newInstance(client, settings);
    worker = factory.newWorker(taskQueue);
  }

  final WorkflowServiceStubs stubs() {
    return stubs;
  }

  final WorkflowClient client() {
    return client;
  }

  /** The worker, to register with before it is started. */
  final Worker worker() {
    return worker;
  }

  final String taskQueue() {
    return taskQueue;
  }

  final void startWorker() {
    factory.start();
  }

  /** What an activity's function does: it hands its token on, and returns without completing. */
  final String keepPending(String result) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    pending.add(new Pending(ByteString.copyFrom(context.getTaskToken()), result));
    context.doNotCompleteOnReturn();
    return "ignored";
  }

  /** Work that goes on until its thread is interrupted. */
  interface Loop {
    void run() throws InterruptedException;
  }

  /**
   * Runs a loop on some threads until the program is closed. A failure while closing is ignored;
   * any other is reported by {@link #awaitExecutions}.
   */
  final void run(int threadCount, Loop loop) {
    for (int i = 0; i < threadCount; i++) {
      threads.execute(() -> untilClosed(loop));
    }
  }

  private void untilClosed(Loop loop) {
    try {
      loop.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!closing) {
        failure = Optional.of(e);
      }
    }
  }

  /**
   * Completes what is pending, for ever.
   *
   * @param acknowledged is called after each completion
   */
  final void completeForEver(ActivityCompletionClient completion, Runnable acknowledged)
      throws InterruptedException {
    while (true) {
      Pending next = pending.take();
      completion.complete(next.token().toByteArray(), next.result());
      acknowledged.run();
    }
  }

  /** An execution is done. */
  final void done() {
    executions.increment();
  }

  /** An execution is done, by its result. */
  final void done(String result, String expected) {
    if (!result.equals(expected)) {
      throw new IllegalStateException("a result is wrong: " + result);
    }
    done();
  }

  /** Returns the workflows that were evicted for a lack of threads; 0 unless they are counted. */
  double forcedEvictions() {
    return 0;
  }

  /**
   * Waits for further executions, beyond those that earlier calls waited for.
   *
   * @param more how many
   */
  final void awaitExecutions(int more) {
    seen += more;
    if (!Await.executions(executions::sum, seen, failure::isPresent)) {
      throw new IllegalStateException("the program completes nothing", failure.orElse(null));
    }
  }

  @Override
  public final void close() {
    closing = true;
    threads.shutdownNow();
    factory.shutdownNow();
    stubs.shutdownNow();
  }
}
