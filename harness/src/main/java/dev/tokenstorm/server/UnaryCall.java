package dev.tokenstorm.server;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous call: the listener is all that it takes beside gRPC's own. Its answer comes on
 * the channel's event loop, once, and what takes it must not block.
 */
public final class UnaryCall<R> extends ClientCall.Listener<R> {
  private final Consumer<R> answered;
  private final Consumer<Status> failed;
  private @Nullable R answer;

  private UnaryCall(Consumer<R> answered, Consumer<Status> failed) {
    this.answered = answered;
    this.failed = failed;
  }

  /**
   * Makes a call.
   *
   * @param failed takes the status of a call that has no answer
   * @return the call, to cancel it
   */
  public static <Q, R> ClientCall<Q, R> start(
      Channel channel,
      MethodDescriptor<Q, R> method,
      Duration timeout,
      Q request,
      Consumer<R> answered,
      Consumer<Status> failed) {
    ClientCall<Q, R> call =
        channel.newCall(
            method,
            CallOptions.DEFAULT.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS));
    call.start(new UnaryCall<>(answered, failed), new Metadata());
    call.request(2);
    call.sendMessage(request);
    call.halfClose();
    return call;
  }

  @Override
  public void onMessage(R message) {
    answer = message;
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    R message = answer;
    if (status.isOk() && message != null) {
      answered.accept(message);
    } else {
      failed.accept(status.isOk() ? Status.INTERNAL.withDescription("no answer") : status);
    }
  }
}
