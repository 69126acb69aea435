package dev.tokenstorm.completion;

import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The API's methods for requests that are encoded already. Of a response only what matters is read:
 * whether it asks for cancellation. Immutable.
 */
final class WireMethods {
  private final Map<CallKind, MethodDescriptor<OutgoingCall, Boolean>> methods =
      new EnumMap<>(CallKind.class);

  WireMethods(CompleteBy by) {
    boolean byId = by == CompleteBy.ID;
    put(
        CallKind.COMPLETE,
        byId
            ? WorkflowServiceGrpc.getRespondActivityTaskCompletedByIdMethod()
            : WorkflowServiceGrpc.getRespondActivityTaskCompletedMethod(),
        unused -> false);
    put(
        CallKind.FAIL,
        byId
            ? WorkflowServiceGrpc.getRespondActivityTaskFailedByIdMethod()
            : WorkflowServiceGrpc.getRespondActivityTaskFailedMethod(),
        unused -> false);
    put(
        CallKind.REPORT_CANCELLATION,
        byId
            ? WorkflowServiceGrpc.getRespondActivityTaskCanceledByIdMethod()
            : WorkflowServiceGrpc.getRespondActivityTaskCanceledMethod(),
        unused -> false);
    put(
        CallKind.HEARTBEAT,
        byId
            ? WorkflowServiceGrpc.getRecordActivityTaskHeartbeatByIdMethod()
            : WorkflowServiceGrpc.getRecordActivityTaskHeartbeatMethod(),
        byId
            ? stream ->
                RecordActivityTaskHeartbeatByIdResponse.parseFrom(stream).getCancelRequested()
            : stream -> RecordActivityTaskHeartbeatResponse.parseFrom(stream).getCancelRequested());
  }

  private interface CancelRequested {
    boolean read(InputStream response) throws IOException;
  }

  private void put(CallKind call, MethodDescriptor<?, ?> method, CancelRequested cancelRequested) {
    methods.put(
        call,
        MethodDescriptor.<OutgoingCall, Boolean>newBuilder()
            .setType(method.getType())
            .setFullMethodName(method.getFullMethodName())
            .setRequestMarshaller(new Requests())
            .setResponseMarshaller(new Responses(cancelRequested))
            .build());
  }

  /** How a call is made. */
  MethodDescriptor<OutgoingCall, Boolean> of(CallKind call) {
    return Objects.requireNonNull(methods.get(call));
  }

  private static final class Requests implements MethodDescriptor.Marshaller<OutgoingCall> {
    @Override
    public InputStream stream(OutgoingCall call) {
      return call.message();
    }

    @Override
    public OutgoingCall parse(InputStream stream) {
      throw new UnsupportedOperationException("a client reads no requests");
    }
  }

  private record Responses(CancelRequested cancelRequested)
      implements MethodDescriptor.Marshaller<Boolean> {
    @Override
    public InputStream stream(Boolean value) {
      throw new UnsupportedOperationException("a client writes no responses");
    }

    @Override
    public Boolean parse(InputStream stream) {
      try {
        return cancelRequested.read(stream);
      } catch (IOException e) {
        throw Status.INTERNAL
            .withDescription("the response is malformed")
            .withCause(e)
            .asRuntimeException();
      }
    }
  }
}
