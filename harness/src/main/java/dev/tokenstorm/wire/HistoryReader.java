package dev.tokenstorm.wire;

import com.google.protobuf.ByteString;
import dev.tokenstorm.server.UnaryCall;
import io.grpc.Channel;
import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Reads histories page by page, without blocking. Thread-safe. */
final class HistoryReader {
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  /** A server's own limit of a history, in events; a page without any is of no use. */
  private static final int MOST_PAGES = 51_200;

  private final Channel channel;
  private final String namespace;
  private final TaskRetries retries;
  private final UnderWay underWay;

  HistoryReader(Channel channel, String namespace, TaskRetries retries, UnderWay underWay) {
    this.channel = channel;
    this.namespace = namespace;
    this.retries = retries;
    this.underWay = underWay;
  }

  /**
   * Reads pages until the last.
   *
   * @param pageToken of the first page to read; empty for the beginning
   * @param page takes each page's events, in order
   * @param done runs after the last page
   * @param failed takes the status for which no more pages come
   */
  void read(
      WorkflowExecution execution,
      ByteString pageToken,
      Consumer<List<HistoryEvent>> page,
      Runnable done,
      Consumer<Status> failed) {
    underWay.begin();
    new Reading(execution, page, underWay.endingWith(done), underWay.endingWith(failed))
        .next(pageToken, 0);
  }

  private final class Reading {
    private final WorkflowExecution execution;
    private final Consumer<List<HistoryEvent>> page;
    private final Runnable done;
    private final Consumer<Status> failed;
    private final long begun = retries.begin();
    private int pages;

    Reading(
        WorkflowExecution execution,
        Consumer<List<HistoryEvent>> page,
        Runnable done,
        Consumer<Status> failed) {
      this.execution = execution;
      this.page = page;
      this.done = done;
      this.failed = failed;
    }

    void next(ByteString pageToken, int failures) {
      UnaryCall.start(
          channel,
          WorkflowServiceGrpc.getGetWorkflowExecutionHistoryMethod(),
          ATTEMPT_TIMEOUT,
          GetWorkflowExecutionHistoryRequest.newBuilder()
              .setNamespace(namespace)
              .setExecution(execution)
              .setNextPageToken(pageToken)
              .build(),
          answer -> answered(pageToken, answer),
          status -> again(pageToken, failures + 1, status));
    }

    private void answered(ByteString pageToken, GetWorkflowExecutionHistoryResponse answer) {
      page.accept(answer.getHistory().getEventsList());
      if (answer.getNextPageToken().isEmpty()) {
        done.run();
      } else if (answer.getNextPageToken().equals(pageToken) || ++pages == MOST_PAGES) {
        failed.accept(Status.INTERNAL.withDescription("the history's pages have no end"));
      } else {
        next(answer.getNextPageToken(), 0);
      }
    }

    private void again(ByteString pageToken, int failures, Status status) {
      if (!retries.again(status, begun, failures, () -> next(pageToken, failures))) {
        failed.accept(status);
      }
    }
  }
}
