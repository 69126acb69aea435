package dev.tokenstorm.frontend;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Deadline;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Reads histories page by page, and waits for them to grow. Thread-safe. */
final class Histories {
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ServerContext server;

  Histories(ServerContext server) {
    this.server = server;
  }

  /** Answers a request: at once, or, for a long poll, when there is a new event. */
  void read(
      GetWorkflowExecutionHistoryRequest request,
      Consumer<GetWorkflowExecutionHistoryResponse> answer) {
    Execution execution = server.workflow(request.getExecution());
    int from = 0;
    boolean task = false;
    if (!request.getNextPageToken().isEmpty()) {
      HistoryPages.Position position = HistoryPages.read(request.getNextPageToken());
      Execution named = server.workflows().bySerial(position.execution());
      if (named == null) {
        throw StatusErrors.noExecution(request.getExecution().getWorkflowId());
      }
      execution = named;
      from = position.next();
      task = position.task();
    }
    boolean closeOnly =
        request.getHistoryEventFilterType()
            == HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT;
    Reading reading = new Reading(execution, from, task, closeOnly, request);
    new LongPoll<>(execution, reading::ready, reading::empty, answer).ask(deadline());
  }

  private long deadline() {
    Deadline given = Context.current().getDeadline();
    long wait =
        given == null
            ? LONGEST_WAIT_NANOS
            : Math.min(LONGEST_WAIT_NANOS, given.timeRemaining(TimeUnit.NANOSECONDS) - SPARE_NANOS);
    return server.clock().nanoTime() + wait;
  }

  /**
   * One request that is under way.
   *
   * @param from index of the first event to read
   * @param task whether the last page ends with the events of a transient workflow task
   * @param closeOnly whether the closing event alone is asked for
   */
  private record Reading(
      Execution execution,
      int from,
      boolean task,
      boolean closeOnly,
      GetWorkflowExecutionHistoryRequest request) {

    Optional<GetWorkflowExecutionHistoryResponse> ready() {
      boolean waits = request.getWaitNewEvent() && execution.open() && (closeOnly || nothingNew());
      return waits ? Optional.empty() : Optional.of(page());
    }

    private boolean nothingNew() {
      return from >= execution.log.events().size();
    }

    /** Returns the answer without events. */
    GetWorkflowExecutionHistoryResponse empty() {
      return GetWorkflowExecutionHistoryResponse.newBuilder()
          .setHistory(History.getDefaultInstance())
          .setNextPageToken(HistoryPages.token(execution.serial, from, false))
          .build();
    }

    private GetWorkflowExecutionHistoryResponse page() {
      List<HistoryEvent> events = execution.log.events();
      if (closeOnly) {
        HistoryEvent last = events.get(events.size() - 1);
        return GetWorkflowExecutionHistoryResponse.newBuilder()
            .setHistory(History.newBuilder().addEvents(last))
            .build();
      }
      HistoryPages.Page page = HistoryPages.of(events, from, request.getMaximumPageSize());
      List<HistoryEvent> shown = new ArrayList<>(page.events());
      ByteString next = ByteString.EMPTY;
      if (!page.last() || (request.getWaitNewEvent() && execution.open())) {
        next = HistoryPages.token(execution.serial, page.next(), task);
      } else if (task && execution.workflowTask.transientTask()) {
        shown.addAll(execution.workflowTask.transientEvents());
      }
      return GetWorkflowExecutionHistoryResponse.newBuilder()
          .setHistory(History.newBuilder().addAllEvents(shown))
          .setNextPageToken(next)
          .build();
    }
  }
}
