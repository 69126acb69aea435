package dev.tokenstorm.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.testkit.Fuzz;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server's metrics page may hold anything: it is read, or its first wrong line is named. */
@Timeout(600)
final class ServerPageFuzzTest {
  private static final List<String> PAGES =
      List.of(
          """
          # HELP persistence_latency persistence_latency histogram
          # TYPE persistence_latency histogram
          persistence_latency_bucket{operation="GetShard",service_name="history",le="0.001"} 3
          persistence_latency_bucket{operation="GetShard",service_name="history",le="+Inf"} 9
          persistence_latency_sum{operation="GetShard",service_name="history"} 0.5
          persistence_latency_count{operation="GetShard",service_name="history"} 9
          lock_latency_sum{operation="ShardInfo"} 4
          semaphore_latency_seconds_count{operation="ShardInfo"} 8
          process_cpu_seconds_total 12.5
          """,
          """
          persistence_errors_resource_exhausted{service_name="history",\
          resource_exhausted_cause="PersistenceLimit",resource_exhausted_scope="System"} 7 1395066363000
          approximate_backlog_count{taskqueue="tokenstorm_a_b",partition="0"} 1.1e1
          a_total{ code = "400", path="C:\\\\a\\"b\\n" , } 3.5e2
          up NaN
          # EOF
          """);

  @Test
  void aPageIsReadOrItsFirstWrongLineIsNamed() throws InterruptedException {
    int read =
        Fuzz.texts(
                "server pages",
                mutator -> mutator.text(PAGES),
                thrown ->
                    thrown instanceof IllegalArgumentException
                        && String.valueOf(thrown.getMessage()).matches("line [0-9]+"),
                64)
            .run(
                5_000,
                page -> {
                  ServerReading reading =
                      ServerReading.of(
                          new BufferedReader(new StringReader(page)), "tokenstorm-a.b");
                  var unused = reading.since(reading).plus(reading);
                });

    assertThat(read).as("pages that are still read").isPositive();
  }
}
