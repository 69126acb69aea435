package dev.tokenstorm.testkit;

import com.google.protobuf.Message;
import dev.tokenstorm.frontend.NullFrontEnd;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.util.Objects;

/**
 * A front end that hands each call on to a null front end, and its answer back: seen by a test, and
 * perhaps changed on its way. Thread-safe.
 */
public final class RelayingFrontEnd implements AutoCloseable {
  private static final int MOST_BYTES = 32 << 20;

  private final Server server;
  private final ManagedChannel channel;

  /** Takes each answer on its way. Called on event loops, so it must not block. */
  @FunctionalInterface
  public interface Answers {
    /** Returns the answer to send; of the same type. */
    Message onItsWay(String method, Message answer);
  }

  /**
   * Starts one.
   *
   * @param behind where calls go
   * @param credentials of the server's side
   */
  public RelayingFrontEnd(
      NullFrontEnd behind,
      ServerCredentials credentials,
      Answers answers,
      ServerInterceptor... interceptors)
      throws IOException {
    this.channel =
        NettyChannelBuilder.forTarget(NullFrontEnds.address(behind))
            .usePlaintext()
            .directExecutor()
            .maxInboundMessageSize(MOST_BYTES)
            .build();
    ServerServiceDefinition.Builder service =
        ServerServiceDefinition.builder(WorkflowServiceGrpc.getServiceDescriptor());
    for (MethodDescriptor<?, ?> method : WorkflowServiceGrpc.getServiceDescriptor().getMethods()) {
      relay(channel, answers, service, method);
    }
    this.server =
        NettyServerBuilder.forPort(0, credentials)
            .directExecutor()
            .maxInboundMessageSize(MOST_BYTES)
            .addService(ServerInterceptors.intercept(service.build(), interceptors))
            .build()
            .start();
  }

  private static <Q, R> void relay(
      ManagedChannel channel,
      Answers answers,
      ServerServiceDefinition.Builder service,
      MethodDescriptor<Q, R> method) {
    String name = Objects.requireNonNull(method.getBareMethodName());
    service.addMethod(
        method,
        ServerCalls.asyncUnaryCall(
            (request, back) ->
                // A call that its client cancels, or whose time is over, ends behind as well.
                ClientCalls.asyncUnaryCall(
                    channel.newCall(method, CallOptions.DEFAULT),
                    request,
                    new Relay<>(name, answers, back))));
  }

  /** Hands an answer back. */
  private record Relay<R>(String method, Answers answers, StreamObserver<R> back)
      implements StreamObserver<R> {
    @Override
    @SuppressWarnings("unchecked")
    public void onNext(R answer) {
      back.onNext((R) answers.onItsWay(method, (Message) answer));
    }

    @Override
    public void onError(Throwable failure) {
      back.onError(failure);
    }

    @Override
    public void onCompleted() {
      back.onCompleted();
    }
  }

  /** Returns the port at which it listens. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    channel.shutdownNow();
  }
}
