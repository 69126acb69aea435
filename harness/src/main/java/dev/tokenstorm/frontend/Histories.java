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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    Execution execution = server.executions().find(request.getExecution());
    int from = 0;
    boolean task = false;
    if (!request.getNextPageToken().isEmpty()) {
      HistoryPages.Position position = HistoryPages.read(request.getNextPageToken());
      Execution named = server.executions().bySerial(position.execution());
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
    new Reading(execution, from, task, closeOnly, request, answer).tryOnce(deadline());
  }

  private long deadline() {
    Deadline given = Context.current().getDeadline();
    long wait =
        given == null
            ? LONGEST_WAIT_NANOS
            : Math.min(LONGEST_WAIT_NANOS, given.timeRemaining(TimeUnit.NANOSECONDS) - SPARE_NANOS);
    return server.clock().nanoTime() + wait;
  }

  /** One request that is under way. */
  private final class Reading extends TimerEntry {
    private final Execution execution;
    private final int from;
    private final boolean task;
    private final boolean closeOnly;
    private final GetWorkflowExecutionHistoryRequest request;
    private final Consumer<GetWorkflowExecutionHistoryResponse> answer;
    private final AtomicBoolean answered = new AtomicBoolean();
    private Runnable watcher = () -> {};

    Reading(
        Execution execution,
        int from,
        boolean task,
        boolean closeOnly,
        GetWorkflowExecutionHistoryRequest request,
        Consumer<GetWorkflowExecutionHistoryResponse> answer) {
      this.execution = execution;
      this.from = from;
      this.task = task;
      this.closeOnly = closeOnly;
      this.request = request;
      this.answer = answer;
    }

    void tryOnce(long deadlineNanos) {
      GetWorkflowExecutionHistoryResponse ready;
      synchronized (execution) {
        if (request.getWaitNewEvent() && execution.open() && (closeOnly || nothingNew())) {
          watcher = () -> again(deadlineNanos);
          execution.watch(watcher);
          if (place < 0) {
            server.timers().set(this, deadlineNanos);
          }
          return;
        }
        ready = page();
      }
      send(ready);
    }

    private boolean nothingNew() {
      return from >= execution.log.events().size();
    }

    private void again(long deadlineNanos) {
      if (!answered.get()) {
        tryOnce(deadlineNanos);
      }
    }

    /** Answers without events, because none came in time. */
    @Override
    void ring() {
      synchronized (execution) {
        execution.forget(watcher);
      }
      send(
          GetWorkflowExecutionHistoryResponse.newBuilder()
              .setHistory(History.getDefaultInstance())
              .setNextPageToken(HistoryPages.token(execution.serial, from, false))
              .build());
    }

    private void send(GetWorkflowExecutionHistoryResponse response) {
      if (answered.compareAndSet(false, true)) {
        server.timers().cancel(this);
        answer.accept(response);
      }
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
