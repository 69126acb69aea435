package dev.tokenstorm.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.bottleneck.ServerSignals.Limit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerReadingTest {
  private static final String SECONDS =
      """
      persistence_latency_bucket{operation="GetTasks",service_name="matching",le="0.001"} 3
      persistence_latency_bucket{operation="GetTasks",service_name="matching",le="+Inf"} 10
      persistence_latency_sum{operation="GetTasks",service_name="matching"} 0.5
      persistence_latency_count{operation="GetTasks",service_name="matching"} 10
      persistence_latency_sum{operation="CreateTasks",service_name="matching"} 1.5
      persistence_latency_count{operation="CreateTasks",service_name="matching"} 10
      lock_latency_sum{operation="ShardInfo",service_name="history"} 0.25
      lock_latency_count{operation="ShardInfo",service_name="history"} 50
      lock_latency_sum{operation="Other",service_name="history"} 99
      semaphore_latency_sum{operation="ShardInfo",priority="0",service_name="history"} 4
      semaphore_latency_count{operation="ShardInfo",priority="0",service_name="history"} 8
      persistence_errors_resource_exhausted{operation="GetTasks",resource_exhausted_cause="PersistenceLimit",resource_exhausted_scope="System",service_name="history"} 5
      persistence_errors_resource_exhausted{operation="CreateTasks",resource_exhausted_cause="PersistenceLimit",resource_exhausted_scope="System",service_name="history"} 2
      approximate_backlog_count{taskqueue="tokenstorm_2026_a453",task_type="Workflow"} 7
      approximate_backlog_count{taskqueue="tokenstorm_2026_a453",task_type="Activity"} 4
      approximate_backlog_count{taskqueue="another",task_type="Activity"} 40
      process_cpu_seconds_total 12.5
      """;

  private static ServerReading read(String text) {
    try {
      return ServerReading.of(new BufferedReader(new StringReader(text)), "tokenstorm-2026-a453");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void eachSignalIsFoundUnderItsNameAndTheRunsQueueAlone() {
    ServerReading reading = read(SECONDS);
    assertThat(reading.persistence()).isEqualTo(new TimerSum(2, 20));
    assertThat(reading.shards())
        .isEqualTo(new ShardWaits(new TimerSum(0.25, 50), new TimerSum(4, 8)));
    assertThat(reading.refused())
        .isEqualTo(Map.of(new Limit("history", "PERSISTENCE_LIMIT", "SYSTEM"), 7.0));
    assertThat(reading.backlog()).isEqualTo(11);
    assertThat(reading.cpuSeconds()).hasValue(12.5);
  }

  private static final String REQUESTS =
      """
      service_requests{namespace="default",operation="AddActivityTask",service_name="matching"} 70
      service_requests{namespace="default",operation="AddActivityTask",partition="2",service_name="matching"} 30
      service_requests{namespace="default",operation="DescribeTaskQueue",service_name="matching"} 50
      service_requests{namespace="temporal-system",operation="AddActivityTask",service_name="matching"} 900
      service_errors_resource_exhausted{namespace="default",operation="AddActivityTask",resource_exhausted_cause="RpsLimit",resource_exhausted_scope="System",service_name="matching"} 40
      service_errors_resource_exhausted{namespace="temporal-system",operation="AddActivityTask",resource_exhausted_cause="RpsLimit",resource_exhausted_scope="System",service_name="matching"} 800
      service_errors_resource_exhausted{namespace="default",operation="DescribeTaskQueue",resource_exhausted_cause="RpsLimit",resource_exhausted_scope="System",service_name="matching"} 49
      """;

  @Test
  void callsOfServicesCountIfTheyBearALoad() {
    Limit limit = new Limit("matching", "RPS_LIMIT", "SYSTEM");
    ServiceCalls calls = read(REQUESTS).calls();
    assertThat(calls.taken())
        .isEqualTo(Map.of(new ServiceCalls.Call("matching", "AddActivityTask"), 100.0));
    assertThat(calls.refused())
        .isEqualTo(Map.of(new ServiceCalls.Refusal("AddActivityTask", limit), 40.0));
  }

  @Test
  void aCountWhoseNameEndsInTotalIsTheSame() {
    String total =
        REQUESTS
            .replace("service_requests{", "service_requests_total{")
            .replace("_exhausted{", "_exhausted_total{");
    assertThat(read(total).calls()).isEqualTo(read(REQUESTS).calls());
  }

  @Test
  void callsOfServicesAreCountedFromOneReadingToTheNext() {
    ServerReading twice = read(REQUESTS).plus(read(REQUESTS));
    assertThat(twice.since(read(REQUESTS)).calls()).isEqualTo(read(REQUESTS).calls());
    assertThat(twice.since(twice).calls()).isEqualTo(ServiceCalls.NONE);
    // A process that began again has counted all of it since.
    assertThat(read(REQUESTS).since(twice).calls()).isEqualTo(read(REQUESTS).calls());
  }

  @Test
  void aTimerTellsItsUnitByItsNameOrByItsBuckets() {
    assertThat(
            read("persistence_latency_milliseconds_sum 500\n"
                    + "persistence_latency_milliseconds_count 1")
                .persistence())
        .isEqualTo(new TimerSum(0.5, 1));
    assertThat(
            read("persistence_latency_seconds_sum 0.5\npersistence_latency_seconds_count 1")
                .persistence())
        .isEqualTo(new TimerSum(0.5, 1));
    assertThat(
            read("""
            persistence_latency_bucket{le="1"} 0
            persistence_latency_bucket{le="+Inf"} 1
            persistence_latency_sum 500
            persistence_latency_count 1
            """)
                .persistence())
        .isEqualTo(new TimerSum(0.5, 1));
  }

  @Test
  void aBoundIsANumberInWhateverFormItIsWritten() {
    String page =
        """
        persistence_latency_bucket{le="%s"} 0
        persistence_latency_sum 500
        persistence_latency_count 1
        """;
    for (String oneMilli : List.of("0.001", "1.0E-3", "1e-03")) {
      assertThat(read(page.formatted(oneMilli)).persistence()).isEqualTo(new TimerSum(500, 1));
    }
    for (String one : List.of("1", "1.0", "1.0E0")) {
      assertThat(read(page.formatted(one)).persistence()).isEqualTo(new TimerSum(0.5, 1));
    }
  }

  @Test
  void aServerThatTellsNothingOfAllThatIsNoServerThatHasNone() {
    ServerReading reading = read("up 1\n");
    assertThat(reading).isEqualTo(ServerReading.NONE);
    assertThat(reading.cpuSeconds()).isEmpty();
  }

  @Test
  void whatIsNoNumberIsAsIfItWereNotThere() {
    ServerReading reading =
        read(
            """
            persistence_latency_bucket{le="a lot"} 1
            persistence_latency_bucket 1
            persistence_latency_sum NaN
            persistence_latency_count 5
            process_cpu_seconds_total +Inf
            """);
    assertThat(reading.persistence()).isEqualTo(new TimerSum(0, 5));
    assertThat(reading.cpuSeconds()).isEmpty();
  }

  @Test
  void whatHappenedSinceAnEarlierReadingIsTheDifference() {
    ServerReading twice = read(SECONDS).plus(read(SECONDS));
    ServerReading since = twice.since(read(SECONDS));
    assertThat(since.persistence()).isEqualTo(new TimerSum(2, 20));
    assertThat(since.refused())
        .isEqualTo(Map.of(new Limit("history", "PERSISTENCE_LIMIT", "SYSTEM"), 7.0));
    assertThat(since.cpuSeconds()).hasValue(12.5);
    assertThat(twice.since(twice).refused()).isEmpty();
  }

  @Test
  void aProcessThatHasBegunAgainHasDoneWhatItCountsSince() {
    ServerReading twice = read(SECONDS).plus(read(SECONDS));
    assertThat(read(SECONDS).since(twice)).isEqualTo(read(SECONDS));
  }

  @Test
  void eachPageCountsByItself() {
    URI one = URI.create("http://one/metrics");
    URI other = URI.create("http://other/metrics");
    ServerReading twice = read(SECONDS).plus(read(SECONDS));
    ServerCounts counts = new ServerCounts();
    counts.told(one, twice, 1_000_000_000L, 1_000_000_000L);
    counts.told(other, read(SECONDS), 1_000_000_000L, 1_000_000_000L);
    assertThat(counts.signals()).isEmpty();
    // One has begun again, and the other is away for a while.
    counts.told(one, read(SECONDS), 2_000_000_000L, 2_000_000_000L);
    counts.missed(other, "It is away.");
    assertThat(counts.gaps()).containsExactly("It is away.");
    counts.told(other, twice, 3_000_000_000L, 3_000_000_000L);
    ServerSignals signals = counts.signals().orElseThrow();
    assertThat(signals.persistence()).isEqualTo(new TimerSum(4, 40));
    assertThat(signals.seconds()).isEqualTo(2);
    assertThat(signals.backlog()).isEqualTo(33);
    assertThat(counts.gaps()).isEmpty();
  }

  @Test
  void whatCameBeforeATimeIsNoPartOfIt() {
    URI page = URI.create("http://one/metrics");
    ServerReading twice = read(SECONDS).plus(read(SECONDS));
    ServerCounts counts = new ServerCounts();
    counts.told(page, read(SECONDS), 1_000_000_000L, 1_000_000_000L);
    counts.begin();
    counts.told(page, twice, 2_000_000_000L, 2_000_000_000L);
    assertThat(counts.signals()).isEmpty();
    counts.beginWithLast();
    counts.told(page, twice.plus(read(SECONDS)), 5_000_000_000L, 5_000_000_000L);
    ServerSignals signals = counts.signals().orElseThrow();
    assertThat(signals.persistence()).isEqualTo(new TimerSum(2, 20));
    assertThat(signals.seconds()).isEqualTo(3);
  }

  /** A server makes its page somewhere between the question and the answer. */
  @Test
  void theTimeReachesFromTheFirstQuestionToTheLastAnswer() {
    URI page = URI.create("http://one/metrics");
    ServerReading twice = read(SECONDS).plus(read(SECONDS));
    ServerCounts counts = new ServerCounts();
    counts.told(page, read(SECONDS), 1_000_000_000L, 3_000_000_000L);
    counts.told(page, twice, 4_000_000_000L, 6_000_000_000L);
    assertThat(counts.signals().orElseThrow().seconds()).isEqualTo(5);
    counts.beginWithLast();
    counts.told(page, twice.plus(read(SECONDS)), 9_000_000_000L, 9_500_000_000L);
    assertThat(counts.signals().orElseThrow().seconds()).isEqualTo(5.5);
  }
}
