package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Completes activities by {@code ActivityCompletionClient} in a loop on several threads, without
 * any bookkeeping.
 */
final class ClientLoop implements CompletionLoop {
  private static final String GREETING = "Hello World 1";

  private final int concurrency;
  private final WorkflowServiceStubs stubs;
  private final ActivityCompletionClient client;
  private final ExecutorService executor;
  private final AtomicLong failures = new AtomicLong();

  ClientLoop(String address, int concurrency, String threads) {
    this.concurrency = concurrency;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    this.client = WorkflowClient.newInstance(stubs).newActivityCompletionClient();
    this.executor = Executors.newFixedThreadPool(concurrency, Threads.factory(threads));
  }

  @Override
  public void completeAll(List<ByteString> tokens) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(concurrency);
    for (int i = 0; i < concurrency; i++) {
      executor.execute(
          () -> {
            try {
              for (int n = next.getAndIncrement(); n < tokens.size(); n = next.getAndIncrement()) {
                client.complete(tokens.get(n).toByteArray(), GREETING);
              }
            } catch (RuntimeException e) {
              failures.incrementAndGet();
            } finally {
              done.countDown();
            }
          });
    }
    done.await();
  }

  @Override
  public void check() {
    if (failures.get() > 0) {
      throw new IllegalStateException(failures + " threads met a completion that failed");
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    stubs.shutdownNow();
  }
}
