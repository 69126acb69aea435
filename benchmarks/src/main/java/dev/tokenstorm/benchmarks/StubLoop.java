package dev.tokenstorm.benchmarks;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Completes activities by asynchronous stubs on a direct-executor channel, without any bookkeeping:
 * the limit of gRPC itself.
 */
final class StubLoop implements CompletionLoop {
  private static final String GREETING = "Hello World 1";
  private static final int TIMEOUT_SECONDS = 10;

  private final int window;
  private final ManagedChannel channel;
  private final Semaphore free;
  private final AtomicLong failures = new AtomicLong();

  StubLoop(String address, int window) {
    this.window = window;
    this.free = new Semaphore(window);
    this.channel = NettyChannelBuilder.forTarget(address).usePlaintext().directExecutor().build();
  }

  @Override
  public void completeAll(List<ByteString> tokens) throws InterruptedException {
    WorkflowServiceGrpc.WorkflowServiceFutureStub stub = WorkflowServiceGrpc.newFutureStub(channel);
    Payloads result = DefaultDataConverter.STANDARD_INSTANCE.toPayloads(GREETING).orElseThrow();
    for (ByteString token : tokens) {
      free.acquire();
      Futures.addCallback(
          stub.withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
              .respondActivityTaskCompleted(
                  RespondActivityTaskCompletedRequest.newBuilder()
                      .setNamespace("default")
                      .setTaskToken(token)
                      .setResult(result)
                      .build()),
          new FutureCallback<RespondActivityTaskCompletedResponse>() {
            @Override
            public void onSuccess(@Nullable RespondActivityTaskCompletedResponse response) {
              free.release();
            }

            @Override
            public void onFailure(Throwable failure) {
              failures.incrementAndGet();
              free.release();
            }
          },
          MoreExecutors.directExecutor());
    }
    free.acquire(window);
    free.release(window);
  }

  @Override
  public void check() {
    if (failures.get() > 0) {
      throw new IllegalStateException(failures + " completions failed");
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
