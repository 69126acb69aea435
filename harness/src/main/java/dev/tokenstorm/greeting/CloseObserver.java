package dev.tokenstorm.greeting;

import com.google.protobuf.ByteString;
import dev.tokenstorm.workload.ExecutionEnd;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.command.v1.Command;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees workflows close on the worker's own connection: the acknowledged {@code
 * RespondWorkflowTaskCompleted} that carries a closing command is the moment. No long poll for each
 * workflow is needed, of which a server allows few.
 *
 * <p>A response names its workflow task by token only, so the poll's answer is remembered until
 * then; the oldest is forgotten past a bound, and its workflow is then found closed by the overdue
 * watch. Thread-safe.
 */
final class CloseObserver implements ClientInterceptor {
  private final GreetingEvents events;
  private final Map<ByteString, String> workflowIds;

  /**
   * @param outstanding how many workflow tasks can be under way at once
   */
  CloseObserver(GreetingEvents events, int outstanding) {
    this.events = events;
    this.workflowIds =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<ByteString, String> eldest) {
            return size() > outstanding;
          }
        };
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    ClientCall<Q, R> call = next.newCall(method, options);
    String name = String.valueOf(method.getBareMethodName());
    return switch (name) {
      case "PollWorkflowTaskQueue" -> new PollCall<>(call);
      case "RespondWorkflowTaskCompleted" -> new RespondCall<>(call);
      default -> call;
    };
  }

  private synchronized void remember(PollWorkflowTaskQueueResponse task) {
    if (!task.getTaskToken().isEmpty()) {
      workflowIds.put(task.getTaskToken(), task.getWorkflowExecution().getWorkflowId());
    }
  }

  private synchronized Optional<String> recall(ByteString taskToken) {
    return Optional.ofNullable(workflowIds.get(taskToken));
  }

  private synchronized void forget(ByteString taskToken) {
    workflowIds.remove(taskToken);
  }

  private final class PollCall<Q, R> extends SimpleForwardingClientCall<Q, R> {
    PollCall(ClientCall<Q, R> call) {
      super(call);
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onMessage(R message) {
              if (message instanceof PollWorkflowTaskQueueResponse task) {
                remember(task);
              }
              super.onMessage(message);
            }
          },
          headers);
    }
  }

  private final class RespondCall<Q, R> extends SimpleForwardingClientCall<Q, R> {
    private ByteString taskToken = ByteString.EMPTY;
    private @Nullable ExecutionEnd end;

    RespondCall(ClientCall<Q, R> call) {
      super(call);
    }

    @Override
    public void sendMessage(Q message) {
      if (message instanceof RespondWorkflowTaskCompletedRequest request) {
        taskToken = request.getTaskToken();
        for (Command command : request.getCommandsList()) {
          ClosingCommands.end(command).ifPresent(closing -> end = closing);
        }
      }
      super.sendMessage(message);
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onMessage(R message) {
              if (message instanceof RespondWorkflowTaskCompletedResponse response
                  && response.hasWorkflowTask()) {
                remember(response.getWorkflowTask());
              }
              super.onMessage(message);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              answered(status);
              super.onClose(status, trailers);
            }
          },
          headers);
    }

    private void answered(Status status) {
      ExecutionEnd closing = end;
      if (closing != null) {
        recall(taskToken)
            .ifPresent(
                workflowId -> {
                  if (status.isOk()) {
                    events.closed(workflowId, closing);
                  } else {
                    events.closeInDoubt(workflowId);
                  }
                });
      }
      // Any other status may be followed by another attempt of the same task.
      if (status.isOk() || status.getCode() == Status.Code.NOT_FOUND) {
        forget(taskToken);
      }
    }
  }
}
