package dev.tokenstorm.completion;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.workload.CompletionContent;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Encodes requests without building messages. What all requests of a kind share is encoded once;
 * the fields that differ follow it, which makes one message, because concatenated encodings merge
 * (protobuf.dev, Encoding, "Last One Wins"). Immutable.
 */
final class RequestEncoder {
  private static final DataConverter CONVERTER = DefaultDataConverter.STANDARD_INSTANCE;
  private static final int QUOTES = 2;

  private final boolean byId;
  private final CompletionContent content;
  private final Map<CallKind, byte[]> shared = new EnumMap<>(CallKind.class);

  /** A payload of a text, but for the text. */
  private final byte[] payloadMetadata;

  RequestEncoder(String namespace, CompleteBy by, CompletionContent content) {
    this.byId = by == CompleteBy.ID;
    this.content = content;
    Failure failure = CONVERTER.exceptionToFailure(content.failure());
    for (CallKind call : CallKind.values()) {
      shared.put(call, shared(call, namespace, failure).toByteArray());
    }
    Payload first = payload(content.result(0, 0));
    checkPayload(first, content.result(0, 0));
    this.payloadMetadata = first.toBuilder().clearData().build().toByteArray();
  }

  private Message shared(CallKind call, String namespace, Failure failure) {
    return switch (call) {
      case COMPLETE ->
          byId
              ? RespondActivityTaskCompletedByIdRequest.newBuilder().setNamespace(namespace).build()
              : RespondActivityTaskCompletedRequest.newBuilder().setNamespace(namespace).build();
      case FAIL ->
          byId
              ? RespondActivityTaskFailedByIdRequest.newBuilder()
                  .setNamespace(namespace)
                  .setFailure(failure)
                  .build()
              : RespondActivityTaskFailedRequest.newBuilder()
                  .setNamespace(namespace)
                  .setFailure(failure)
                  .build();
      case REPORT_CANCELLATION ->
          byId
              ? RespondActivityTaskCanceledByIdRequest.newBuilder().setNamespace(namespace).build()
              : RespondActivityTaskCanceledRequest.newBuilder().setNamespace(namespace).build();
      case HEARTBEAT ->
          byId
              ? RecordActivityTaskHeartbeatByIdRequest.newBuilder().setNamespace(namespace).build()
              : RecordActivityTaskHeartbeatRequest.newBuilder().setNamespace(namespace).build();
    };
  }

  private static Payload payload(String text) {
    return CONVERTER
        .toPayloads(text)
        .orElseThrow(() -> new IllegalStateException("a text has a payload"))
        .getPayloads(0);
  }

  /** That the converter writes texts between quotes and as they are, which is taken for granted. */
  private static void checkPayload(Payload payload, String text) {
    if (!payload.getData().equals(ByteString.copyFromUtf8('"' + text + '"'))) {
      throw new IllegalStateException("the SDK's converter does not encode a text as JSON");
    }
  }

  /** Encodes a call's request. */
  void encode(Token token, CallKind call, WireMessage message) {
    try {
      if (byId) {
        encodeById(token, call, message);
      } else {
        encodeByToken(token, call, message);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a request does not fit the memory measured for it", e);
    }
  }

  private void encodeByToken(Token token, CallKind call, WireMessage message) throws IOException {
    byte[] start = start(call);
    int tokenField = tokenField(call);
    int size =
        start.length
            + CodedOutputStream.computeBytesSize(tokenField, token.bytes())
            + resultSize(token, call);
    byte[] memory = message.memory(size);
    CodedOutputStream out = CodedOutputStream.newInstance(memory, 0, size);
    out.writeRawBytes(start);
    out.writeBytes(tokenField, token.bytes());
    writeResult(token, call, RespondActivityTaskCompletedRequest.RESULT_FIELD_NUMBER, out, memory);
    message.written(size);
  }

  private void encodeById(Token token, CallKind call, WireMessage message) throws IOException {
    byte[] start = start(call);
    String workflowId = content.workflowId(token.execution().number());
    int workflowField = workflowField(call);
    int runField = runField(call);
    int activityField = activityField(call);
    int size =
        start.length
            + CodedOutputStream.computeStringSize(workflowField, workflowId)
            + CodedOutputStream.computeStringSize(runField, token.runId())
            + CodedOutputStream.computeStringSize(activityField, token.activityId())
            + resultSize(token, call);
    byte[] memory = message.memory(size);
    CodedOutputStream out = CodedOutputStream.newInstance(memory, 0, size);
    out.writeRawBytes(start);
    out.writeString(workflowField, workflowId);
    out.writeString(runField, token.runId());
    out.writeString(activityField, token.activityId());
    writeResult(
        token, call, RespondActivityTaskCompletedByIdRequest.RESULT_FIELD_NUMBER, out, memory);
    message.written(size);
  }

  private byte[] start(CallKind call) {
    return Objects.requireNonNull(shared.get(call));
  }

  private int resultSize(Token token, CallKind call) {
    if (call != CallKind.COMPLETE) {
      return 0;
    }
    return field(field(payloadSize(token)));
  }

  /** Size of a length-delimited field whose number is below 16. */
  private static int field(int contents) {
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(contents) + contents;
  }

  private int payloadSize(Token token) {
    return payloadMetadata.length + field(dataSize(token));
  }

  private int dataSize(Token token) {
    return QUOTES + content.resultLength(token.execution().number(), token.activity());
  }

  private void writeResult(
      Token token, CallKind call, int field, CodedOutputStream out, byte[] memory)
      throws IOException {
    if (call != CallKind.COMPLETE) {
      return;
    }
    int payload = payloadSize(token);
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(field(payload));
    out.writeTag(Payloads.PAYLOADS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(payload);
    out.writeRawBytes(payloadMetadata);
    out.writeTag(Payload.DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(dataSize(token));
    // The text comes last; from here on nothing is written through the stream.
    int at = out.getTotalBytesWritten();
    memory[at] = '"';
    int end = content.writeResult(token.execution().number(), token.activity(), memory, at + 1);
    memory[end] = '"';
  }

  private static int tokenField(CallKind call) {
    return switch (call) {
      case COMPLETE -> RespondActivityTaskCompletedRequest.TASK_TOKEN_FIELD_NUMBER;
      case FAIL -> RespondActivityTaskFailedRequest.TASK_TOKEN_FIELD_NUMBER;
      case REPORT_CANCELLATION -> RespondActivityTaskCanceledRequest.TASK_TOKEN_FIELD_NUMBER;
      case HEARTBEAT -> RecordActivityTaskHeartbeatRequest.TASK_TOKEN_FIELD_NUMBER;
    };
  }

  private static int workflowField(CallKind call) {
    return switch (call) {
      case COMPLETE -> RespondActivityTaskCompletedByIdRequest.WORKFLOW_ID_FIELD_NUMBER;
      case FAIL -> RespondActivityTaskFailedByIdRequest.WORKFLOW_ID_FIELD_NUMBER;
      case REPORT_CANCELLATION -> RespondActivityTaskCanceledByIdRequest.WORKFLOW_ID_FIELD_NUMBER;
      case HEARTBEAT -> RecordActivityTaskHeartbeatByIdRequest.WORKFLOW_ID_FIELD_NUMBER;
    };
  }

  private static int runField(CallKind call) {
    return switch (call) {
      case COMPLETE -> RespondActivityTaskCompletedByIdRequest.RUN_ID_FIELD_NUMBER;
      case FAIL -> RespondActivityTaskFailedByIdRequest.RUN_ID_FIELD_NUMBER;
      case REPORT_CANCELLATION -> RespondActivityTaskCanceledByIdRequest.RUN_ID_FIELD_NUMBER;
      case HEARTBEAT -> RecordActivityTaskHeartbeatByIdRequest.RUN_ID_FIELD_NUMBER;
    };
  }

  private static int activityField(CallKind call) {
    return switch (call) {
      case COMPLETE -> RespondActivityTaskCompletedByIdRequest.ACTIVITY_ID_FIELD_NUMBER;
      case FAIL -> RespondActivityTaskFailedByIdRequest.ACTIVITY_ID_FIELD_NUMBER;
      case REPORT_CANCELLATION -> RespondActivityTaskCanceledByIdRequest.ACTIVITY_ID_FIELD_NUMBER;
      case HEARTBEAT -> RecordActivityTaskHeartbeatByIdRequest.ACTIVITY_ID_FIELD_NUMBER;
    };
  }
}
