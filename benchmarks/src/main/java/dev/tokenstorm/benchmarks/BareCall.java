package dev.tokenstorm.benchmarks;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The answer to one asynchronous call, on the channel's event loop. */
final class BareCall<R> implements StreamObserver<R> {
  private final Consumer<R> answered;
  private final Consumer<Status> failed;
  private @Nullable R answer;

  private BareCall(Consumer<R> answered, Consumer<Status> failed) {
    this.answered = answered;
    this.failed = failed;
  }

  /** Makes a call with a deadline. */
  static <Q, R> void make(
      Channel channel,
      MethodDescriptor<Q, R> method,
      int timeoutSeconds,
      Q request,
      Consumer<R> answered,
      Consumer<Status> failed) {
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(timeoutSeconds, TimeUnit.SECONDS);
    ClientCalls.asyncUnaryCall(
        channel.newCall(method, options), request, new BareCall<>(answered, failed));
  }

  /** Makes a call without a deadline, and returns it, to be cancelled. */
  static <Q, R> ClientCall<Q, R> make(
      Channel channel,
      MethodDescriptor<Q, R> method,
      Q request,
      Consumer<R> answered,
      Consumer<Status> failed) {
    ClientCall<Q, R> call = channel.newCall(method, CallOptions.DEFAULT);
    ClientCalls.asyncUnaryCall(call, request, new BareCall<>(answered, failed));
    return call;
  }

  @Override
  public void onNext(R message) {
    answer = message;
  }

  @Override
  public void onError(Throwable failure) {
    failed.accept(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    R message = answer;
    if (message == null) {
      failed.accept(Status.INTERNAL.withDescription("no answer"));
    } else {
      answered.accept(message);
    }
  }
}
