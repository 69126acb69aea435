package dev.tokenstorm.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.greeting.Histories;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import io.grpc.Status.Code;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.History;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuditorTest {
  private static final String DESCRIBE = "DescribeWorkflowExecution";
  private static final String HISTORY = "GetWorkflowExecutionHistory";
  private static final String TERMINATE = "TerminateWorkflowExecution";

  @TempDir Path folder = Path.of("");

  private final FrontEnd frontEnd = new FrontEnd();
  private final Target target = frontEnd.target();
  private final ManualClock clock = new ManualClock();

  private final class Rig implements AutoCloseable {
    final LedgerFixture books;
    final Retrier retrier;
    final Auditor auditor;
    final OverdueWatch watch;

    Rig(String audit) {
      books = new LedgerFixture(folder, "branches", "1", "steps", "1", "audit", audit, "seed", "7");
      Backoff backoff = new Backoff(1);
      retrier = new Retrier(clock, backoff);
      auditor =
          new Auditor(
              books.plan,
              books.workload,
              books.workload.executions(target, retrier, backoff),
              books.ledger,
              clock);
      watch = new OverdueWatch(books.ledger, auditor, clock);
    }

    ExecutionEntry start(long n) {
      return books.ledger.starting(n, true, clock.nanoTime(), clock.nanoTime());
    }

    ExecutionEntry open(long n) {
      ExecutionEntry entry = start(n);
      books.ledger.started(entry);
      return entry;
    }

    /** Opens so many workflows, which complete and are handed over without a doubt. */
    void closeAll(int workflows) {
      for (int n = 0; n < workflows; n++) {
        ExecutionEntry entry = open(n);
        books.complete(n, 0, 1);
        books.ledger.closed(entry, books.greeted(n));
        auditor.closed(entry, false);
      }
    }

    void await() throws InterruptedException {
      while (auditor.waiting() > 0) {
        Thread.sleep(1);
      }
    }

    @Override
    public void close() {
      auditor.close();
      retrier.close();
    }
  }

  private void serverSays(WorkflowExecutionStatus status, Histories history) {
    frontEnd.answer(
        DESCRIBE,
        unused ->
            DescribeWorkflowExecutionResponse.newBuilder()
                .setWorkflowExecutionInfo(WorkflowExecutionInfo.newBuilder().setStatus(status))
                .build());
    // Page by page, as servers do.
    frontEnd.answer(
        HISTORY,
        request -> {
          ByteString page = ((GetWorkflowExecutionHistoryRequest) request).getNextPageToken();
          int event = page.isEmpty() ? 0 : Integer.parseInt(page.toStringUtf8());
          boolean last = event == history.events().size() - 1;
          return GetWorkflowExecutionHistoryResponse.newBuilder()
              .setHistory(History.newBuilder().addEvents(history.events().get(event)))
              .setNextPageToken(
                  last ? ByteString.EMPTY : ByteString.copyFromUtf8(String.valueOf(event + 1)))
              .build();
        });
  }

  private void serverHasIt(WorkflowExecutionStatus status) {
    serverSays(status, new Histories(new Greetings(new LedgerFixture(folder).plan.greeting())));
  }

  private Histories greeted(LedgerFixture books, long n) {
    return new Histories(new Greetings(books.plan.greeting()))
        .scheduled("Hello")
        .started(1)
        .completed("Hello World " + n)
        .ended(books.greeted(n));
  }

  @AfterEach
  void close() {
    target.close();
    frontEnd.close();
  }

  @Test
  void a_doubtful_workflow_is_settled_by_its_history_page_by_page() throws Exception {
    try (Rig rig = new Rig("none")) {
      ExecutionEntry entry = rig.open(0);
      Token token = rig.books.issue(0, 0, 1);
      rig.books.ledger.begin(token, 0);
      rig.books.ledger.doubted(token);
      rig.books.ledger.closed(entry, rig.books.greeted(0));
      serverSays(
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED, greeted(rig.books, 0));
      rig.auditor.closed(entry, true);
      rig.await();
      assertThat(rig.books.tokens(TokenState.COMPLETED)).isEqualTo(1);
      assertThat(rig.books.ledger.report().balanced()).isTrue();
      assertThat(frontEnd.received(GetWorkflowExecutionHistoryRequest.class)).hasSize(4);
    }
  }

  @Test
  void a_history_that_is_throttled_is_asked_for_again() throws Exception {
    try (Rig rig = new Rig("all")) {
      ExecutionEntry entry = rig.open(0);
      rig.books.complete(0, 0, 1);
      rig.books.ledger.closed(entry, rig.books.greeted(0));
      serverSays(
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED, greeted(rig.books, 0));
      frontEnd.failNext(HISTORY, Code.RESOURCE_EXHAUSTED.toStatus(), Code.UNAVAILABLE.toStatus());
      rig.auditor.closed(entry, false);
      rig.await();
      assertThat(rig.books.ledger.counts().audited()).isEqualTo(1);
      assertThat(rig.books.ledger.counts().discrepancies()).isZero();
    }
  }

  @Test
  void a_history_out_of_reach_leaves_its_tokens_unknown() throws Exception {
    try (Rig rig = new Rig("none")) {
      ExecutionEntry entry = rig.open(0);
      rig.books.issue(0, 0, 1);
      rig.books.ledger.closed(entry, rig.books.greeted(0));
      frontEnd.refuse(HISTORY, Code.PERMISSION_DENIED.toStatus());
      rig.auditor.closed(entry, true);
      rig.await();
      assertThat(rig.books.tokens(TokenState.UNKNOWN)).isEqualTo(1);
      assertThat(rig.books.ledger.report().balanced()).isTrue();
    }
  }

  @Test
  void a_sample_is_read_as_its_workflows_close_though_the_server_forgets_them_soon()
      throws Exception {
    try (Rig rig = new Rig("sample:5")) {
      for (int n = 0; n < 100; n++) {
        serverSays(
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED, greeted(rig.books, n));
        ExecutionEntry entry = rig.open(n);
        rig.books.complete(n, 0, 1);
        rig.books.ledger.closed(entry, rig.books.greeted(n));
        rig.auditor.closed(entry, false);
        rig.await();
        frontEnd.refuse(HISTORY, Code.NOT_FOUND.toStatus());
      }
      // About 5 × (1 + ln(100 / 5)).
      assertThat(rig.books.ledger.counts().audited()).isBetween(10L, 35L);
      assertThat(rig.books.ledger.counts().unaudited()).isZero();
      assertThat(rig.books.ledger.counts().discrepancies()).isZero();
    }
  }

  @Test
  void a_close_that_went_unseen_is_found_out() throws Exception {
    try (Rig rig = new Rig("none")) {
      ExecutionEntry entry = rig.open(0);
      rig.books.complete(0, 0, 1);
      serverSays(
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED, greeted(rig.books, 0));
      rig.auditor.ask(entry);
      rig.await();
      assertThat(rig.books.workflows(ExecutionState.COMPLETED)).isEqualTo(1);
      assertThat(rig.books.left).containsExactly(0L);
    }
  }

  @Test
  void a_close_that_went_unseen_took_as_long_as_the_server_says() throws Exception {
    try (Rig rig = new Rig("none")) {
      ExecutionEntry unseen = rig.open(0);
      ExecutionEntry seen = rig.open(1);
      rig.books.complete(0, 0, 1);
      serverSays(
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED,
          greeted(rig.books, 0).lasting(Duration.ofMillis(20)));
      clock.advance(TimeUnit.SECONDS.toNanos(3));
      rig.auditor.ask(unseen);
      rig.await();
      assertThat(unseen.nanosUntil(clock.nanoTime())).isEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
      assertThat(seen.nanosUntil(clock.nanoTime())).isEqualTo(TimeUnit.SECONDS.toNanos(3));
    }
  }

  @Test
  void what_it_does_not_come_to_in_time_is_counted_as_unread() throws Exception {
    try (Rig rig = new Rig("all")) {
      frontEnd.refuse(HISTORY, Code.PERMISSION_DENIED.toStatus());
      frontEnd.hold(HISTORY);
      rig.closeAll(50);
      while (frontEnd.holding(HISTORY) < 4) {
        Thread.sleep(1);
      }
      rig.auditor.stopAt(clock.nanoTime());
      clock.advance(1);
      frontEnd.release(HISTORY);
      rig.await();
      assertThat(rig.books.ledger.counts().unaudited()).isEqualTo(50);
      assertThat(frontEnd.received(GetWorkflowExecutionHistoryRequest.class)).hasSize(4);
    }
  }

  @Test
  void few_questions_are_asked_while_the_auditor_has_much_to_do() throws Exception {
    try (Rig rig = new Rig("all")) {
      serverHasIt(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      frontEnd.refuse(HISTORY, Code.PERMISSION_DENIED.toStatus());
      frontEnd.hold(HISTORY);
      rig.closeAll(200);
      for (int n = 200; n < 215; n++) {
        rig.open(n);
      }
      clock.advance(TimeUnit.SECONDS.toNanos(30));
      rig.watch.sweep();
      assertThat(rig.auditor.waiting()).isEqualTo(210);
      frontEnd.release(HISTORY);
      rig.await();
      rig.watch.sweep();
      rig.await();
      assertThat(frontEnd.received(DescribeWorkflowExecutionRequest.class)).hasSize(15);
      assertThat(rig.auditor.done()).isEqualTo(215);
    }
  }

  @Test
  void a_doubted_start_is_settled_by_what_the_server_has() throws Exception {
    try (Rig rig = new Rig("none")) {
      ExecutionEntry there = rig.start(0);
      serverHasIt(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      rig.watch.doubt(there);
      rig.watch.sweep();
      rig.await();
      assertThat(there.state()).isEqualTo(ExecutionState.OPEN);

      ExecutionEntry absent = rig.start(1);
      frontEnd.refuse(DESCRIBE, Code.NOT_FOUND.toStatus());
      rig.watch.doubt(absent);
      rig.watch.sweep();
      rig.await();
      assertThat(rig.books.ledger.counts().rejected()).isEqualTo(1);
    }
  }

  @Test
  void what_is_left_is_terminated_and_counted() throws Exception {
    try (Rig rig = new Rig("none")) {
      ExecutionEntry entry = rig.open(0);
      rig.books.issue(0, 0, 1);
      serverHasIt(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      rig.auditor.terminate(entry, "left open");
      rig.await();
      assertThat(rig.books.workflows(ExecutionState.TERMINATED)).isEqualTo(1);
      assertThat(rig.books.tokens(TokenState.ORPHANED)).isEqualTo(1);
      assertThat(rig.books.ledger.counts().wrongEnds()).isZero();
      assertThat(frontEnd.received(TerminateWorkflowExecutionRequest.class).get(0).getReason())
          .isEqualTo("left open");
    }
  }

  @Test
  void a_termination_whose_answer_was_lost_is_seen_in_the_history() throws Exception {
    try (Rig rig = new Rig("none")) {
      ExecutionEntry entry = rig.open(0);
      serverSays(
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING,
          new Histories(new Greetings(rig.books.plan.greeting()))
              .ended(ExecutionEnd.of(Status.TERMINATED)));
      frontEnd.answer(
          TERMINATE,
          unused -> {
            serverSays(
                WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED,
                new Histories(new Greetings(rig.books.plan.greeting()))
                    .ended(ExecutionEnd.of(Status.TERMINATED)));
            throw Code.NOT_FOUND.toStatus().asRuntimeException();
          });
      rig.auditor.terminate(entry, "left open");
      rig.await();
      assertThat(rig.books.workflows(ExecutionState.TERMINATED)).isEqualTo(1);
      assertThat(rig.books.ledger.counts().wrongEnds()).isZero();
    }
  }

  @Test
  void an_open_workflow_is_asked_after_at_every_doubling_of_its_age() throws Exception {
    try (Rig rig = new Rig("none")) {
      rig.open(0);
      serverHasIt(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      StringBuilder asked = new StringBuilder();
      int before = 0;
      for (int second = 1; second <= 300; second++) {
        clock.advance(TimeUnit.SECONDS.toNanos(1));
        rig.watch.sweep();
        rig.await();
        int now = frontEnd.received(DescribeWorkflowExecutionRequest.class).size();
        if (now > before) {
          asked.append(second).append(' ');
          before = now;
        }
      }
      assertThat(asked.toString()).isEqualTo("30 60 120 240 ");
    }
  }

  @Test
  void of_many_that_are_due_at_once_each_has_its_turn() throws Exception {
    try (Rig rig = new Rig("none")) {
      for (int n = 0; n < 500; n++) {
        rig.open(n);
      }
      serverHasIt(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      clock.advance(TimeUnit.SECONDS.toNanos(30));
      for (int sweep = 1; sweep <= 3; sweep++) {
        rig.watch.sweep();
        rig.await();
        assertThat(frontEnd.received(DescribeWorkflowExecutionRequest.class))
            .hasSize(Math.min(500, sweep * 200));
        clock.advance(TimeUnit.SECONDS.toNanos(1));
      }
      assertThat(
              frontEnd.received(DescribeWorkflowExecutionRequest.class).stream()
                  .map(request -> request.getExecution().getWorkflowId())
                  .distinct())
          .hasSize(500);
    }
  }

  @Test
  void a_start_that_is_still_being_tried_is_not_given_up_for_its_age() throws Exception {
    try (Rig rig = new Rig("none")) {
      ExecutionEntry entry = rig.start(0);
      frontEnd.refuse(DESCRIBE, Code.NOT_FOUND.toStatus());
      clock.advance(TimeUnit.SECONDS.toNanos(45));
      rig.watch.sweep();
      rig.await();
      assertThat(rig.books.ledger.counts().rejected()).isZero();
      assertThat(entry.state()).isEqualTo(ExecutionState.STARTING);
    }
  }
}
