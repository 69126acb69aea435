package dev.tokenstorm.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.Target;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A front end that serves the workflow and activity tasks that a test puts up. */
final class TaskServer implements AutoCloseable {
  static final String RUN = "20261122-193015-4f2a";

  /** The execution's, within its run. */
  static final long NUMBER = 7;

  static final String WORKFLOW_ID = RUN + "-" + NUMBER;

  private static final long EMPTY_AFTER_MILLIS = 200;

  final FrontEnd frontEnd = new FrontEnd();
  final LinkedBlockingQueue<PollWorkflowTaskQueueResponse> normal = new LinkedBlockingQueue<>();
  final LinkedBlockingQueue<PollWorkflowTaskQueueResponse> sticky = new LinkedBlockingQueue<>();
  final LinkedBlockingQueue<PollActivityTaskQueueResponse> activity = new LinkedBlockingQueue<>();

  TaskServer() {
    frontEnd.answer(
        "PollWorkflowTaskQueue",
        request ->
            next(
                isSticky((PollWorkflowTaskQueueRequest) request) ? sticky : normal,
                PollWorkflowTaskQueueResponse.getDefaultInstance()));
    frontEnd.answer(
        "PollActivityTaskQueue",
        request -> next(activity, PollActivityTaskQueueResponse.getDefaultInstance()));
  }

  private static boolean isSticky(PollWorkflowTaskQueueRequest request) {
    return request.getTaskQueue().getKind() == TaskQueueKind.TASK_QUEUE_KIND_STICKY;
  }

  private static <T extends Message> Message next(LinkedBlockingQueue<T> tasks, T none) {
    try {
      T task = tasks.poll(EMPTY_AFTER_MILLIS, TimeUnit.MILLISECONDS);
      return task == null ? none : task;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none;
    }
  }

  /** A workflow task with these events. */
  static PollWorkflowTaskQueueResponse.Builder task(
      String token, List<HistoryEvent> events, long previousStartedEventId) {
    return PollWorkflowTaskQueueResponse.newBuilder()
        .setTaskToken(ByteString.copyFromUtf8(token))
        .setWorkflowExecution(
            WorkflowExecution.newBuilder().setWorkflowId(WORKFLOW_ID).setRunId("run"))
        .setWorkflowType(WorkflowType.newBuilder().setName("GreetingWorkflow"))
        .setAttempt(1)
        .setPreviousStartedEventId(previousStartedEventId)
        .setStartedEventId(events.get(events.size() - 1).getEventId())
        .setHistory(History.newBuilder().addAllEvents(events));
  }

  Target target() {
    return frontEnd.target();
  }

  @Override
  public void close() {
    frontEnd.close();
  }
}
