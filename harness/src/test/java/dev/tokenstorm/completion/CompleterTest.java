package dev.tokenstorm.completion;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tokenstorm.ledger.Books;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.plan.CompletionPlan.Client;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.target.FrontEnd;
import dev.tokenstorm.target.Target;
import dev.tokenstorm.workload.Greetings;
import dev.tokenstorm.workload.WorkflowEnds;
import dev.tokenstorm.workload.WorkflowIds;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
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
    Answer call(Token token, Call call) throws Exception;
  }

  private Completer completer(Client client, CompleteBy by) {
    Books books = new Books(folder);
    Greetings greetings = new Greetings(books.plan.greeting());
    WorkflowIds ids = new WorkflowIds("run");
    if (client == Client.SDK) {
      return new SdkCompleter(target.connect(), "default", by, greetings, ids)::call;
    }
    GrpcCompleter grpc = new GrpcCompleter(target.connectDirect(), "default", by, greetings, ids);
    return (token, call) -> {
      CompletableFuture<Answer> answer = new CompletableFuture<>();
      grpc.call(token, call, answer::complete);
      return answer.get(30, TimeUnit.SECONDS);
    };
  }

  private Token token() {
    return new Token(
        new Books(folder).open(3), 1, 1, ByteString.copyFromUtf8("a-token"), "activity-9", 0);
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
    for (Call call : Call.values()) {
      assertThat(completer.call(token(), call)).as("%s", call).isEqualTo(Answer.OK);
    }
    RespondActivityTaskCompletedRequest completed =
        frontEnd.received(RespondActivityTaskCompletedRequest.class).get(0);
    assertThat(completed.getTaskToken().toStringUtf8()).isEqualTo("a-token");
    assertThat(WorkflowEnds.text(completed.getResult())).isEqualTo("Bye World 3");
    assertThat(
            frontEnd
                .received(RespondActivityTaskFailedRequest.class)
                .get(0)
                .getFailure()
                .getApplicationFailureInfo()
                .getType())
        .isEqualTo(Reply.FAILURE_TYPE);
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void each_call_reaches_the_server_by_id(Client client) throws Exception {
    Completer completer = completer(client, CompleteBy.ID);
    for (Call call : Call.values()) {
      assertThat(completer.call(token(), call)).as("%s", call).isEqualTo(Answer.OK);
    }
    RespondActivityTaskCompletedByIdRequest completed =
        frontEnd.received(RespondActivityTaskCompletedByIdRequest.class).get(0);
    assertThat(completed.getWorkflowId()).isEqualTo("run-3");
    assertThat(completed.getActivityId()).isEqualTo("activity-9");
    assertThat(completed.getNamespace()).isEqualTo("default");
    assertThat(frontEnd.received(RespondActivityTaskCompletedRequest.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SDK, TOKEN, Completed, COMPLETE, NOT_FOUND, GONE",
    "GRPC, TOKEN, Completed, COMPLETE, NOT_FOUND, GONE",
    "SDK, ID, CompletedById, COMPLETE, NOT_FOUND, GONE",
    "GRPC, ID, CompletedById, COMPLETE, NOT_FOUND, GONE",
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
      Client client, CompleteBy by, String method, Call call, Status.Code code, Answer answer)
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
    assertThat(completer(client, by).call(token(), Call.HEARTBEAT))
        .isEqualTo(Answer.CANCEL_REQUESTED);
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void a_heartbeat_of_an_activity_that_is_gone_is_not_a_signal(Client client) throws Exception {
    frontEnd.refuse("RecordActivityTaskHeartbeat", Status.NOT_FOUND);
    assertThat(completer(client, CompleteBy.TOKEN).call(token(), Call.HEARTBEAT))
        .isEqualTo(Answer.GONE);
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void a_server_that_comes_back_takes_the_completion(Client client) throws Exception {
    Completer completer = completer(client, CompleteBy.TOKEN);
    frontEnd.failNext("RespondActivityTaskCompleted", Status.UNAVAILABLE);
    Answer first = completer.call(token(), Call.COMPLETE);
    // The SDK has its own retries.
    assertThat(first).isEqualTo(client == Client.SDK ? Answer.OK : Answer.AGAIN);
    assertThat(completer.call(token(), Call.COMPLETE)).isEqualTo(Answer.OK);
  }
}
