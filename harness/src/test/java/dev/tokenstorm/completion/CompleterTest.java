package dev.tokenstorm.completion;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.CompletionPlan.Client;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.JsonTexts;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both completers against a front end that answers as servers do. */
@Timeout(60)
class CompleterTest {
  @TempDir Path folder = Path.of("");

  private final FrontEnd frontEnd = new FrontEnd();
  private final Target target = frontEnd.target();

  private interface Completer {
    CallOutcome call(Token token, CallKind call) throws Exception;
  }

  private Completer completer(Client client, CompleteBy by) {
    return completer(client, by, new LedgerFixture(folder));
  }

  private Completer completer(Client client, CompleteBy by, LedgerFixture books) {
    if (client == Client.SDK) {
      return new SdkCompleter(target.connect(), "default", by, books.workload.content())::call;
    }
    OutgoingCall grpc =
        new GrpcCompleter(NanoClock.SYSTEM, target, 2, by, books.workload.content()).place(1);
    return (token, call) -> {
      CompletableFuture<CallOutcome> answer = new CompletableFuture<>();
      grpc.make(token, call, answer::complete);
      return answer.get(30, TimeUnit.SECONDS);
    };
  }

  private Token token() {
    Token token =
        new Token(
            new LedgerFixture(folder).open(3),
            1,
            1,
            ByteString.copyFromUtf8("a-token"),
            "activity-9",
            0);
    token.ofRun("a-run");
    return token;
  }

  @AfterEach
  void close() {
    target.close();
    frontEnd.close();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void each_call_reaches_the_server_by_token(Client client) throws Exception {
    Completer completer = completer(client, CompleteBy.TOKEN);
    for (CallKind call : CallKind.values()) {
      assertThat(completer.call(token(), call)).as("%s", call).isEqualTo(CallOutcome.OK);
    }
    RespondActivityTaskCompletedRequest completed =
        frontEnd.received(RespondActivityTaskCompletedRequest.class).get(0);
    assertThat(completed.getTaskToken().toStringUtf8()).isEqualTo("a-token");
    assertThat(JsonTexts.read(completed.getResult())).isEqualTo("Bye World 3");
    assertThat(
            frontEnd
                .received(RespondActivityTaskFailedRequest.class)
                .get(0)
                .getFailure()
                .getApplicationFailureInfo()
                .getType())
        .isEqualTo("GreetingRefused");
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void each_call_reaches_the_server_by_id(Client client) throws Exception {
    Completer completer = completer(client, CompleteBy.ID);
    for (CallKind call : CallKind.values()) {
      assertThat(completer.call(token(), call)).as("%s", call).isEqualTo(CallOutcome.OK);
    }
    RespondActivityTaskCompletedByIdRequest completed =
        frontEnd.received(RespondActivityTaskCompletedByIdRequest.class).get(0);
    assertThat(completed.getWorkflowId()).isEqualTo(new LedgerFixture(folder).workload.ids().id(3));
    assertThat(completed.getActivityId()).isEqualTo("activity-9");
    // Else a late one would complete what is pending in a later run.
    assertThat(completed.getRunId()).isEqualTo("a-run");
    assertThat(frontEnd.received(RespondActivityTaskFailedByIdRequest.class))
        .extracting(RespondActivityTaskFailedByIdRequest::getRunId)
        .containsExactly("a-run");
    assertThat(frontEnd.received(RespondActivityTaskCanceledByIdRequest.class))
        .extracting(RespondActivityTaskCanceledByIdRequest::getRunId)
        .containsExactly("a-run");
    assertThat(frontEnd.received(RecordActivityTaskHeartbeatByIdRequest.class))
        .extracting(RecordActivityTaskHeartbeatByIdRequest::getRunId)
        .containsExactly("a-run");
    assertThat(completed.getNamespace()).isEqualTo("default");
    assertThat(frontEnd.received(RespondActivityTaskCompletedRequest.class)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void a_token_whose_bytes_died_with_a_process_is_completed_by_id_all_the_same(Client client)
      throws Exception {
    Completer completer = completer(client, CompleteBy.TOKEN);
    Token found =
        new Token(new LedgerFixture(folder).open(3), 1, 1, ByteString.EMPTY, "activity-9", 0);
    found.ofRun("a-run");
    for (CallKind call : CallKind.values()) {
      assertThat(completer.call(found, call)).as("%s", call).isEqualTo(CallOutcome.OK);
      assertThat(completer.call(token(), call)).as("%s", call).isEqualTo(CallOutcome.OK);
    }
    RespondActivityTaskCompletedByIdRequest completed =
        frontEnd.received(RespondActivityTaskCompletedByIdRequest.class).get(0);
    assertThat(completed.getActivityId()).isEqualTo("activity-9");
    assertThat(completed.getRunId()).isEqualTo("a-run");
    assertThat(frontEnd.received(RespondActivityTaskFailedByIdRequest.class)).hasSize(1);
    assertThat(frontEnd.received(RespondActivityTaskCanceledByIdRequest.class)).hasSize(1);
    assertThat(frontEnd.received(RecordActivityTaskHeartbeatByIdRequest.class)).hasSize(1);
    assertThat(frontEnd.received(RespondActivityTaskCompletedRequest.class)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "SDK, TOKEN, Completed, COMPLETE, NOT_FOUND, GONE",
    "GRPC, TOKEN, Completed, COMPLETE, NOT_FOUND, GONE",
    "SDK, ID, CompletedById, COMPLETE, NOT_FOUND, GONE",
    "GRPC, ID, CompletedById, COMPLETE, NOT_FOUND, GONE",
    "SDK, ID, CompletedById, COMPLETE, FAILED_PRECONDITION, GONE",
    "GRPC, ID, CompletedById, COMPLETE, FAILED_PRECONDITION, GONE",
    "SDK, TOKEN, Failed, FAIL, NOT_FOUND, GONE",
    "GRPC, TOKEN, Failed, FAIL, NOT_FOUND, GONE",
    "SDK, TOKEN, Completed, COMPLETE, INVALID_ARGUMENT, REFUSED",
    "GRPC, TOKEN, Completed, COMPLETE, INVALID_ARGUMENT, REFUSED",
    "SDK, TOKEN, Completed, COMPLETE, PERMISSION_DENIED, REFUSED",
    "GRPC, TOKEN, Completed, COMPLETE, PERMISSION_DENIED, REFUSED",
    "GRPC, TOKEN, Completed, COMPLETE, UNAVAILABLE, AGAIN",
    "GRPC, TOKEN, Completed, COMPLETE, RESOURCE_EXHAUSTED, AGAIN",
    "SDK, TOKEN, Canceled, REPORT_CANCELLATION, INVALID_ARGUMENT, AGAIN",
    "GRPC, TOKEN, Canceled, REPORT_CANCELLATION, INVALID_ARGUMENT, AGAIN",
    "SDK, ID, CanceledById, REPORT_CANCELLATION, INVALID_ARGUMENT, AGAIN",
    "GRPC, ID, CanceledById, REPORT_CANCELLATION, INVALID_ARGUMENT, AGAIN",
    "SDK, TOKEN, Canceled, REPORT_CANCELLATION, NOT_FOUND, GONE",
    "GRPC, TOKEN, Canceled, REPORT_CANCELLATION, NOT_FOUND, GONE",
    "SDK, TOKEN, Canceled, REPORT_CANCELLATION, UNAVAILABLE, AGAIN",
  })
  void a_refusal_is_understood(
      Client client,
      CompleteBy by,
      String method,
      CallKind call,
      Status.Code code,
      CallOutcome answer)
      throws Exception {
    frontEnd.refuse("RespondActivityTask" + method, Status.fromCode(code));
    assertThat(completer(client, by).call(token(), call)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({"SDK, TOKEN", "SDK, ID", "GRPC, TOKEN", "GRPC, ID"})
  void a_heartbeats_answer_signals_cancellation(Client client, CompleteBy by) throws Exception {
    frontEnd.answer(
        "RecordActivityTaskHeartbeat",
        unused ->
            RecordActivityTaskHeartbeatResponse.newBuilder().setCancelRequested(true).build());
    frontEnd.answer(
        "RecordActivityTaskHeartbeatById",
        unused ->
            RecordActivityTaskHeartbeatByIdResponse.newBuilder().setCancelRequested(true).build());
    assertThat(completer(client, by).call(token(), CallKind.HEARTBEAT))
        .isEqualTo(CallOutcome.CANCEL_REQUESTED);
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void a_heartbeat_of_an_activity_that_is_gone_is_not_a_signal(Client client) throws Exception {
    frontEnd.refuse("RecordActivityTaskHeartbeat", Status.NOT_FOUND);
    assertThat(completer(client, CompleteBy.TOKEN).call(token(), CallKind.HEARTBEAT))
        .isEqualTo(CallOutcome.GONE);
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "0, 123456789", "200, 5", "100000, 42"})
  void both_completers_send_the_same_requests(int payloadBytes, long workflow) throws Exception {
    for (CompleteBy by : CompleteBy.values()) {
      // The SDK's heartbeats carry a null, and failures the stack of who made them.
      for (CallKind call : List.of(CallKind.COMPLETE, CallKind.REPORT_CANCELLATION)) {
        assertThat(sent(Client.GRPC, by, call, payloadBytes, workflow))
            .as("%s by %s", call, by)
            .isEqualTo(sent(Client.SDK, by, call, payloadBytes, workflow));
      }
    }
  }

  /** The request as it arrived, less what a completer says of itself. */
  private Message sent(Client client, CompleteBy by, CallKind call, int payloadBytes, long workflow)
      throws Exception {
    int before = frontEnd.received(Message.class).size();
    LedgerFixture books = new LedgerFixture(folder, "payload-bytes", String.valueOf(payloadBytes));
    Token token =
        new Token(books.open(workflow), 2, 1, ByteString.copyFromUtf8("a-token"), "id-1", 0);
    assertThat(completer(client, by, books).call(token, call)).isEqualTo(CallOutcome.OK);
    Message request =
        frontEnd.received(Message.class).stream()
            .skip(before)
            .filter(message -> !message.getDescriptorForType().getName().startsWith("GetSystem"))
            .reduce((first, second) -> second)
            .orElseThrow();
    Message.Builder comparable = request.toBuilder();
    for (String own : List.of("identity", "resource_id", "deployment_options")) {
      FieldDescriptor field = request.getDescriptorForType().findFieldByName(own);
      if (field != null) {
        comparable.clearField(field);
      }
    }
    return comparable.build();
  }

  @Test
  void a_call_that_is_never_answered_is_given_up_and_may_be_made_again() throws Exception {
    frontEnd.hold("RespondActivityTaskCompleted");
    LedgerFixture books = new LedgerFixture(folder);
    OutgoingCall place =
        new GrpcCompleter(NanoClock.SYSTEM, target, 1, CompleteBy.TOKEN, books.workload.content())
            .place(0);
    CompletableFuture<CallOutcome> answer = new CompletableFuture<>();
    place.make(token(), CallKind.COMPLETE, answer::complete);
    place.giveUpAfter(TimeUnit.HOURS.toNanos(1));
    assertThat(answer).isNotDone();
    place.giveUpAfter(-1);
    assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(CallOutcome.AGAIN);
    place.giveUpAfter(-1);
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void a_completion_that_is_too_large_is_not_made_again(Client client) throws Exception {
    Completer completer = completer(client, CompleteBy.TOKEN);
    frontEnd.failNext(
        "RespondActivityTaskCompleted",
        Status.RESOURCE_EXHAUSTED.withDescription(
            "grpc: received message larger than max (4495062 vs. 4194304)"));
    assertThat(completer.call(token(), CallKind.COMPLETE)).isEqualTo(CallOutcome.REFUSED);
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void a_server_that_comes_back_takes_the_completion(Client client) throws Exception {
    Completer completer = completer(client, CompleteBy.TOKEN);
    frontEnd.failNext("RespondActivityTaskCompleted", Status.UNAVAILABLE);
    CallOutcome first = completer.call(token(), CallKind.COMPLETE);
    // The SDK has its own retries.
    assertThat(first).isEqualTo(client == Client.SDK ? CallOutcome.OK : CallOutcome.AGAIN);
    assertThat(completer.call(token(), CallKind.COMPLETE)).isEqualTo(CallOutcome.OK);
  }
}
