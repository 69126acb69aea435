package dev.tokenstorm.standalone;

import dev.tokenstorm.measurement.NanoClock;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;

/** Times polls on the SDK worker's own connection. Thread-safe. */
final class ActivityPollObserver implements ClientInterceptor {
  private final StandaloneEvents events;
  private final NanoClock clock;

  ActivityPollObserver(StandaloneEvents events, NanoClock clock) {
    this.events = events;
    this.clock = clock;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    ClientCall<Q, R> call = next.newCall(method, options);
    return String.valueOf(method.getBareMethodName()).equals("PollActivityTaskQueue")
        ? new PollCall<>(call)
        : call;
  }

  private final class PollCall<Q, R> extends SimpleForwardingClientCall<Q, R> {
    PollCall(ClientCall<Q, R> call) {
      super(call);
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
      long start = clock.nanoTime();
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onMessage(R message) {
              if (message instanceof PollActivityTaskQueueResponse task) {
                events.polled(task, clock.nanoTime() - start);
              }
              super.onMessage(message);
            }
          },
          headers);
    }
  }
}
