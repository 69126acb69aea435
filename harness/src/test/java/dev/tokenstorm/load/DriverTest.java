package dev.tokenstorm.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Draws;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DriverTest {
  private static final String START = "StartWorkflowExecution";

  @TempDir Path folder = Path.of("");

  private final FrontEnd frontEnd = new FrontEnd();
  private final Target target = frontEnd.target();
  private final ConcurrentLinkedQueue<ExecutionEntry> doubted = new ConcurrentLinkedQueue<>();
  private final List<AutoCloseable> closing = new ArrayList<>();

  private final class Rig {
    final LedgerFixture books;
    final Driver driver;
    final Retrier retrier;

    Rig(String... flags) {
      this(NanoClock.SYSTEM, flags);
    }

    Rig(NanoClock clock, String... flags) {
      books = new LedgerFixture(folder, flags);
      retrier = new Retrier(NanoClock.SYSTEM, new Backoff(1));
      closing.add(retrier);
      driver =
          new Driver(
              books.plan.load(),
              books.workload.draws(),
              books.workload.executions(target, retrier, new Backoff(1)),
              books.ledger,
              new LatencyRecorders(),
              clock,
              doubted::add);
    }

    Thread startInBackground() {
      Thread thread =
          new Thread(
              () -> {
                try {
                  driver.run();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
      return thread;
    }
  }

  /** A clock that tells when it has been read. */
  private static NanoClock watched(NanoClock clock, CountDownLatch read) {
    return () -> {
      long now = clock.nanoTime();
      read.countDown();
      return now;
    };
  }

  private static void until(java.util.function.BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : closing) {
      one.close();
    }
    target.close();
    frontEnd.close();
  }

  @Test
  void the_measured_phase_of_a_closed_loop_begins_on_time_also_if_nothing_closes()
      throws Exception {
    Rig rig = new Rig("in-flight", "1", "warmup", "100ms", "duration", "1s");
    Thread running = rig.startInBackground();
    assertThat(rig.driver.measuring()).isFalse();
    until(rig.driver::measuring);
    running.join();
    assertThat(rig.books.ledger.entries()).hasSize(1);
  }

  @Test
  void a_stalled_front_end_shifts_no_intended_time_and_skips_none() throws Exception {
    Rig rig = new Rig("rate", "500/s", "workflows", "200");
    frontEnd.hold(START);
    rig.driver.run();
    List<ExecutionEntry> entries = new ArrayList<>(rig.books.ledger.entries());
    entries.sort(Comparator.comparingLong(ExecutionEntry::number));
    assertThat(entries).hasSize(200);
    long origin = entries.get(0).intendedNanos();
    for (ExecutionEntry entry : entries) {
      assertThat(entry.intendedNanos() - origin).isEqualTo(entry.number() * 2_000_000L);
      assertThat(entry.startNanos()).isGreaterThanOrEqualTo(entry.intendedNanos());
    }
    assertThat(rig.books.ledger.counts().started()).isZero();
    frontEnd.release(START);
    until(() -> rig.books.ledger.counts().started() == 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"constant", "poisson"})
  void a_driver_that_wakes_late_starts_each_workflow_that_its_stages_call_for(String arrivals)
      throws Exception {
    ManualClock clock = new ManualClock();
    CountDownLatch begun = new CountDownLatch(1);
    String stages = "2s@10/s,4s@10/s..50/s,1s@0/s,2s@5/s";
    Rig rig =
        new Rig(watched(clock, begun), "stages", stages, "in-flight", "500", "arrivals", arrivals);
    long origin = clock.nanoTime();
    Thread driving = rig.startInBackground();
    begun.await();
    clock.advance(TimeUnit.SECONDS.toNanos(1));
    until(() -> rig.books.ledger.counts().intended() > 5);
    // It sleeps through the ramp and the pause.
    clock.advance(TimeUnit.MILLISECONDS.toNanos(7_300));
    until(() -> rig.books.ledger.counts().intended() > 120);
    clock.advance(TimeUnit.SECONDS.toNanos(10));
    driving.join();

    ArrivalSchedule schedule =
        ArrivalSchedule.of(
            (LoadPlan.OpenLoop) rig.books.plan.load().arrivals(),
            new Draws(rig.books.plan.seed(), rig.books.plan.completion()));
    List<ExecutionEntry> entries = new ArrayList<>(rig.books.ledger.entries());
    entries.sort(Comparator.comparingLong(ExecutionEntry::number));
    assertThat(entries).hasSizeBetween(120, 180);
    for (ExecutionEntry entry : entries) {
      assertThat(entry.intendedNanos() - origin).isEqualTo(schedule.next());
      assertThat(entry.startNanos()).isGreaterThanOrEqualTo(entry.intendedNanos());
    }
    assertThat(schedule.next()).isEqualTo(ArrivalSchedule.NEVER);
  }

  @Test
  void the_measured_phase_begins_with_the_warm_up_s_end_also_in_a_pause() throws Exception {
    ManualClock clock = new ManualClock();
    Rig rig = new Rig(clock, "stages", "1s@2/s,5s@0/s,1s@2/s", "warmup", "2s");
    Thread driving = rig.startInBackground();
    until(() -> rig.books.ledger.counts().intended() == 1);
    clock.advance(TimeUnit.MILLISECONDS.toNanos(1_900));
    until(() -> rig.books.ledger.counts().intended() == 2);
    assertThat(rig.driver.measuring()).isFalse();
    clock.advance(TimeUnit.MILLISECONDS.toNanos(100));
    until(rig.driver::measuring);
    assertThat(rig.books.ledger.counts().intended()).isEqualTo(2);
    clock.advance(TimeUnit.SECONDS.toNanos(10));
    driving.join();
    assertThat(
            rig.books.ledger.entries().stream()
                .sorted(Comparator.comparingLong(ExecutionEntry::number))
                .map(ExecutionEntry::measured))
        .containsExactly(false, false, true, true);
  }

  @Test
  void a_driver_of_bursts_alone_ends_with_the_last_and_starts_all_of_each() throws Exception {
    Rig rig = new Rig("burst", "30@0,20@50ms");
    rig.driver.run();
    until(() -> rig.books.ledger.counts().started() == 50);
    assertThat(
            rig.books.ledger.entries().stream()
                .map(ExecutionEntry::intendedNanos)
                .distinct()
                .count())
        .isEqualTo(2);
  }

  @Test
  void an_arrival_at_the_bound_is_dropped_and_counted() throws Exception {
    Rig rig = new Rig("rate", "1k/s", "workflows", "100", "in-flight", "10");
    rig.driver.run();
    assertThat(rig.books.ledger.counts().intended()).isEqualTo(100);
    assertThat(rig.books.ledger.counts().dropped()).isEqualTo(90);
    assertThat(rig.books.ledger.inFlight()).isEqualTo(10);
  }

  @Test
  void a_closed_loop_keeps_its_places_taken_and_no_more() throws Exception {
    Rig rig = new Rig("workflows", "20", "in-flight", "5");
    Thread driving = rig.startInBackground();
    for (long n = 0; n < 15; n++) {
      long closed = n;
      until(() -> rig.books.ledger.counts().started() == closed + 5);
      assertThat(rig.books.ledger.inFlight()).isEqualTo(5);
      rig.books.ledger.closed(rig.books.ledger.entry(n).orElseThrow(), rig.books.greeted(n));
      rig.driver.free();
    }
    driving.join();
    until(() -> rig.books.ledger.counts().started() == 20);
  }

  @Test
  void a_closed_loop_may_open_its_places_one_by_one() throws Exception {
    ManualClock clock = new ManualClock();
    Rig rig = new Rig(clock, "workflows", "20", "in-flight", "2..5@3s");
    Thread driving = rig.startInBackground();
    until(() -> rig.books.ledger.counts().started() == 2);
    for (int open = 3; open <= 5; open++) {
      long places = open;
      clock.advance(TimeUnit.SECONDS.toNanos(1));
      until(() -> rig.books.ledger.counts().started() == places);
      assertThat(rig.books.ledger.inFlight()).isEqualTo(places);
    }
    rig.driver.stop();
    driving.join();
  }

  @Test
  void a_stopped_driver_starts_nothing_more_also_when_a_place_becomes_free() throws Exception {
    Rig rig = new Rig("workflows", "20", "in-flight", "2");
    Thread driving = rig.startInBackground();
    until(() -> rig.books.ledger.counts().started() == 2);
    rig.driver.stop();
    rig.driver.free();
    driving.join();
    assertThat(rig.books.ledger.counts().intended()).isEqualTo(2);
    assertThat(rig.books.ledger.counts().notReached()).isEqualTo(18);
  }

  @Test
  void a_stopped_closed_loop_knows_how_much_of_its_length_it_did_not_run() throws Exception {
    ManualClock clock = new ManualClock();
    Rig rig = new Rig(clock, "in-flight", "1", "warmup", "10s", "duration", "60s");
    Thread driving = rig.startInBackground();
    until(() -> rig.books.ledger.counts().started() == 1);
    clock.advance(TimeUnit.SECONDS.toNanos(30));
    until(rig.driver::measuring);
    rig.driver.stop();
    driving.join();
    assertThat(rig.driver.missing()).isEqualTo(Duration.ofSeconds(40));
    assertThat(rig.books.ledger.counts().notReached()).isZero();
  }

  @Test
  void a_closed_loop_that_is_stopped_in_its_warm_up_misses_no_more_than_its_length()
      throws Exception {
    Rig rig = new Rig(new ManualClock(), "in-flight", "1", "warmup", "10s", "duration", "60s");
    Thread driving = rig.startInBackground();
    until(() -> rig.books.ledger.counts().started() == 1);
    rig.driver.stop();
    driving.join();
    assertThat(rig.driver.missing()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void a_driver_that_has_started_enough_misses_nothing() throws Exception {
    Rig rig = new Rig("rate", "0.1/s", "workflows", "20");
    Thread driving = rig.startInBackground();
    until(() -> rig.books.ledger.counts().started() == 1);
    rig.driver.enough();
    driving.join();
    assertThat(rig.books.ledger.counts().planned()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "constant, 0s, stages, '2s@10/s,4s@10/s..50/s,1s@0/s,2s@5/s'",
    "poisson, 0s, stages, '2s@10/s,4s@10/s..50/s,1s@0/s,2s@5/s'",
    "poisson, 3s, stages, '2s@10/s,4s@10/s..50/s,1s@0/s,2s@5/s'",
    "constant, 1500ms, duration, 4s",
    "poisson, 1500ms, workflows, 77",
  })
  void a_driver_that_is_stopped_has_reached_or_not_reached_what_the_whole_run_starts(
      String arrivals, String warmup, String extent, String value) throws Exception {
    List<String> flags =
        new ArrayList<>(
            List.of("in-flight", "500", "arrivals", arrivals, "warmup", warmup, extent, value));
    if (!extent.equals("stages")) {
      flags.addAll(List.of("rate", "20/s", "burst", "7@1s,9@2s"));
    }
    ManualClock whole = new ManualClock();
    Rig all = new Rig(whole, flags.toArray(String[]::new));
    Thread running = all.startInBackground();
    while (running.isAlive()) {
      whole.advance(TimeUnit.MILLISECONDS.toNanos(100));
      running.join(1);
    }
    ManualClock cut = new ManualClock();
    CountDownLatch begun = new CountDownLatch(1);
    Rig stopped = new Rig(watched(cut, begun), flags.toArray(String[]::new));
    Thread driving = stopped.startInBackground();
    begun.await();
    cut.advance(TimeUnit.MILLISECONDS.toNanos(1_600));
    until(() -> stopped.books.ledger.counts().intended() > 0);
    stopped.driver.stop();
    driving.join();

    assertThat(all.books.ledger.counts().notReached()).isZero();
    assertThat(stopped.books.ledger.counts().notReached()).isPositive();
    assertThat(stopped.books.ledger.counts().planned())
        .isEqualTo(all.books.ledger.counts().intended());
  }

  @Test
  void a_stopped_open_loop_does_not_wait_for_its_next_arrival() throws Exception {
    Rig rig = new Rig("rate", "0.1/s", "workflows", "20");
    Thread driving = rig.startInBackground();
    until(() -> rig.books.ledger.counts().started() == 1);
    rig.driver.stop();
    driving.join();
    assertThat(rig.books.ledger.counts().intended()).isEqualTo(1);
    assertThat(rig.books.ledger.counts().notReached()).isEqualTo(19);
  }

  /** Nobody waits for a day of arrivals to be counted one by one. */
  @ParameterizedTest
  @ValueSource(strings = {"constant", "poisson"})
  void what_a_long_plan_did_not_come_to_is_known_soon(String arrivals) throws Exception {
    Rig rig = new Rig("rate", "10k/s", "duration", "1d", "in-flight", "1", "arrivals", arrivals);
    Thread driving = rig.startInBackground();
    until(() -> rig.books.ledger.counts().intended() > 0);
    rig.driver.stop();
    driving.join();
    assertThat(rig.books.ledger.counts().planned()).isBetween(863_000_000L, 865_000_000L);
  }

  @Test
  void a_start_that_is_refused_for_good_is_rejected() throws Exception {
    Rig rig = new Rig("workflows", "3", "in-flight", "3");
    frontEnd.refuse(START, Status.PERMISSION_DENIED);
    rig.driver.run();
    until(() -> rig.books.left.size() == 3);
    assertThat(rig.books.ledger.counts().rejected()).isEqualTo(3);
    assertThat(rig.books.ledger.report().balanced()).isTrue();
  }

  @Test
  void a_start_is_tried_again_under_the_same_request_id() throws Exception {
    Rig rig = new Rig("workflows", "1", "in-flight", "1");
    frontEnd.failNext(START, Status.UNAVAILABLE, Status.RESOURCE_EXHAUSTED);
    rig.driver.run();
    until(() -> rig.books.ledger.counts().started() == 1);
    List<StartWorkflowExecutionRequest> attempts =
        frontEnd.received(StartWorkflowExecutionRequest.class);
    assertThat(attempts).hasSize(3);
    assertThat(attempts.stream().map(StartWorkflowExecutionRequest::getRequestId).distinct())
        .hasSize(1);
    assertThat(attempts.get(0).getWorkflowId()).isEqualTo(rig.books.plan.runId() + "-0");
    assertThat(attempts.get(0).hasWorkflowExecutionTimeout()).isTrue();
  }

  @Test
  void a_start_that_is_not_answered_in_time_is_doubted_and_not_lost() throws Exception {
    Rig rig = new Rig("workflows", "1", "in-flight", "1");
    rig.retrier.stopAt(NanoClock.SYSTEM.nanoTime() - TimeUnit.SECONDS.toNanos(1));
    frontEnd.refuse(START, Status.UNAVAILABLE);
    rig.driver.run();
    until(() -> !doubted.isEmpty());
    assertThat(rig.books.ledger.inFlight()).isEqualTo(1);
  }
}
