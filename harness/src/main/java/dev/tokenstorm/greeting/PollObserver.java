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

/** Times polls on the worker's own connection. Thread-safe. */
final class PollObserver implements ClientInterceptor {
  private final WorkflowProbe probe;
  private final NanoClock clock;

  PollObserver(WorkflowProbe probe, NanoClock clock) {
    this.probe = probe;
    this.clock = clock;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    ClientCall<Q, R> call = next.newCall(method, options);
    String name = String.valueOf(method.getBareMethodName());
    return name.equals("PollWorkflowTaskQueue") || name.equals("PollActivityTaskQueue")
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
              long pollNanos = clock.nanoTime() - start;
              if (message instanceof PollWorkflowTaskQueueResponse task) {
                PolledTasks.tell(probe, task, pollNanos);
              } else if (message instanceof PollActivityTaskQueueResponse task) {
                PolledTasks.tell(probe, task, pollNanos);
              }
              super.onMessage(message);
            }
          },
          headers);
    }
  }
}
