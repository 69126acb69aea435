package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.HostCapacity;
import dev.tokenstorm.Proof;
import dev.tokenstorm.cli.ProgramRun;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What runs against dev servers name as their bottleneck. Where a server is given a limit, the same
 * run on a server without it is at least half as fast again.
 */
@Tag("proof")
@Isolated("what else runs in this process is part of what a run finds of its generator")
@Timeout(600)
final class BottleneckRealServerIT {
  private static final double FASTER = 1.5;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private int runs;

  @BeforeAll
  static void assumeHost() {
    HostCapacity.assumed();
  }

  private ProgramRun run(DevServerFixture server, String flags) {
    return ProgramRun.of(
        folder.resolve("run-" + runs++),
        "--quiet --audit none --duration 8s --in-flight 20 --target %s %s"
            .formatted(server.address(), flags));
  }

  /** With the drain, as fewer workflows than tasks close within a few seconds. */
  private static double rate(ProgramRun run) {
    JsonNode rate = run.result().at("/figures/run/workflows/rate_per_second");
    assertThat(rate.isNumber()).isTrue();
    return rate.asDouble();
  }

  private double free() {
    return rate(run(DevServerFixture.shared(), ""));
  }

  private static void is(ProgramRun run, String cause, String... words) {
    JsonNode first = run.result().at("/bottlenecks/0");
    String all = run.result().at("/bottlenecks").toPrettyString();
    Proof.found("dev server, %.1f workflows/s; %s", rate(run), first.at("/sentence").asText());
    assertThat(first.at("/cause").asText()).as(all).isEqualTo(cause);
    assertThat(first.at("/sentence").asText()).contains(words);
  }

  @Test
  void aNamespacesLimitOfRequests() {
    double without = free();
    try (DevServerFixture server =
        DevServerFixture.start("--dynamic-config-value", "frontend.namespaceRPS=50")) {
      ProgramRun run = run(server, "");
      assertThat(without).isGreaterThan(FASTER * rate(run));
      is(
          run,
          "throttling",
          "Poll",
          "cause RPS_LIMIT, scope NAMESPACE",
          "frontend.namespaceRPS (2,400 by default)");
    }
  }

  @Test
  void aLimitOfDatabaseCallsWhichTheServersMetricsAloneTell() {
    double without = free();
    try (DevServerFixture server =
        DevServerFixture.start("--dynamic-config-value", "history.persistenceMaxQPS=200")) {
      ProgramRun told = run(server, "--server-metrics " + server.metricsUrl());
      ProgramRun untold = run(server, "");
      assertThat(without).isGreaterThan(FASTER * rate(told)).isGreaterThan(FASTER * rate(untold));
      is(
          told,
          "persistence-limit",
          "persistence_errors_resource_exhausted",
          "service history, cause PERSISTENCE_LIMIT, scope SYSTEM",
          "history.persistenceMaxQPS (9,000 by default)");
      is(untold, "server-latency", "the cause is not visible from here");
    }
  }

  /**
   * An activity that waits to be completed holds no slot, so two are enough for any number; what
   * tasks wait for is the server's answer to the two polls that can be open.
   */
  @Test
  void twoSlotsForActivitiesAreNotWhatBindsARun() {
    ProgramRun run = run(DevServerFixture.shared(), "--activity-slots 2");
    is(run, "server-latency", "the cause is not visible from here");
  }
}
