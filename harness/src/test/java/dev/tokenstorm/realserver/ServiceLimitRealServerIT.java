package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.HostCapacity;
import dev.tokenstorm.Proof;
import dev.tokenstorm.cli.ProgramRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Limits by which one service of a real server refuses another. The service that is refused asks
 * again later. Server 1.32 counts such a limit as the namespace's, and then does not ask again, so
 * that clients are told. The same run on a server without the limit is at least half as fast again
 * on a host that has its cores to itself.
 */
@Tag("proof")
@Timeout(600)
final class ServiceLimitRealServerIT {
  private static final double FASTER = 1.5;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private JsonNode run(DevServerFixture server, String name) {
    return ProgramRun.of(
            folder.resolve(name),
            ("--quiet --audit none --workflows 20 --in-flight 10 --drain-timeout 3m --target %s"
                    + " --server-metrics %s")
                .formatted(server.address(), server.metricsUrl()))
        .result();
  }

  private static double rate(JsonNode run) {
    JsonNode rate = run.at("/figures/run/workflows/rate_per_second");
    assertThat(rate.isNumber()).isTrue();
    return rate.asDouble();
  }

  @ParameterizedTest
  @CsvSource({"matching, matching.rps=10, '1,200'", "history, history.rps=10, '3,000'"})
  void aLimitOfAServiceIsNamedWithItsKeyAndDefault(String service, String limit, String standard) {
    HostCapacity.assumed();
    JsonNode free = run(DevServerFixture.shared(), "free");
    assertThat(free.at("/bottlenecks/0/cause").asText()).isNotIn("service-limit", "throttling");
    try (DevServerFixture server = DevServerFixture.start("--dynamic-config-value", limit)) {
      JsonNode told = run(server, "told");
      JsonNode first = told.at("/bottlenecks/0");
      Proof.found(
          "%s: %.1f workflows/s, %.1f without the limit; %s",
          limit, rate(told), rate(free), first.at("/sentence").asText());
      assertThat(first.at("/cause").asText())
          .as(told.at("/bottlenecks").toPrettyString())
          .isIn("service-limit", "throttling");
      assertThat(first.at("/sentence").asText())
          .contains(
              service,
              "cause RPS_LIMIT",
              "raise " + limit.replaceFirst("=.*", "") + " (" + standard + " by default)");
      assertThat(rate(free)).isGreaterThan(FASTER * rate(told));
    }
  }
}
