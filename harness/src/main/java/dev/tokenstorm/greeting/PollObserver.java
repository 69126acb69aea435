package dev.tokenstorm.greeting;

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
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;

/** Times polls on the worker's own connection, and what comes without one. Thread-safe. */
final class PollObserver implements ClientInterceptor {
  private final GreetingEvents events;
  private final NanoClock clock;

  PollObserver(GreetingEvents events, NanoClock clock) {
    this.events = events;
    this.clock = clock;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    ClientCall<Q, R> call = next.newCall(method, options);
    String name = String.valueOf(method.getBareMethodName());
    return name.equals("PollWorkflowTaskQueue")
            || name.equals("PollActivityTaskQueue")
            || name.equals("RespondWorkflowTaskCompleted")
        ? new TaskCall<>(call)
        : call;
  }

  private final class TaskCall<Q, R> extends SimpleForwardingClientCall<Q, R> {
    TaskCall(ClientCall<Q, R> call) {
      super(call);
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
      long start = clock.nanoTime();
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onMessage(R message) {
              long pollNanos = clock.nanoTime() - start;
              if (message instanceof PollWorkflowTaskQueueResponse task) {
                events.polled(task, pollNanos);
              } else if (message instanceof PollActivityTaskQueueResponse task) {
                events.polled(task, pollNanos);
              } else if (message instanceof RespondWorkflowTaskCompletedResponse answer) {
                events.answered(answer);
              }
              super.onMessage(message);
            }
          },
          headers);
    }
  }
}
