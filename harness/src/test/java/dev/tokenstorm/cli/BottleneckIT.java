package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.HostCapacity;
import dev.tokenstorm.Proof;
import dev.tokenstorm.measurement.DaemonThreads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Runs with a limit that is known, because the same run without it is at least half as fast again:
 * what they name first is that limit.
 */
@Isolated("what else runs in this process is part of what a run finds of its generator")
@Timeout(300)
final class BottleneckIT {
  private static final double FASTER = 1.5;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private int runs;

  /** What is compiled in a JVM's first run is part of its rate. */
  @BeforeAll
  static void warm(@TempDir Path warming) {
    HostCapacity.assumed();
    var unused =
        ProgramRun.of(warming.resolve("run"), "--quiet --audit none --duration 2s --target null");
  }

  private ProgramRun run(String flags) {
    return ProgramRun.of(
        folder.resolve("run-" + runs++),
        "--quiet --audit none "
            + (flags.contains("--duration") ? flags : "--duration 2s " + flags)
            + (flags.contains("--in-flight") ? "" : " --in-flight 20"));
  }

  private static double rate(ProgramRun run) {
    JsonNode rate = run.result().at("/figures/measure/completions/rate_per_second");
    assertThat(rate.isNumber()).isTrue();
    return rate.asDouble();
  }

  /** The first of what a run says that bound it, once it is certain that the limit did. */
  private JsonNode bound(String limited, String free) {
    double without = rate(run(free));
    ProgramRun with = run(limited);
    Proof.found(
        "%s: %.0f completions/s, %.0f without the limit; %s",
        limited, rate(with), without, with.result().at("/bottlenecks/0/sentence").asText());
    assertThat(without).as("the rate without the limit").isGreaterThan(FASTER * rate(with));
    assertThat(with.out()).contains("Bottleneck  ");
    return with.result().at("/bottlenecks/0");
  }

  private static void is(JsonNode bottleneck, String cause, String... words) {
    assertThat(bottleneck.at("/cause").asText()).as(bottleneck.toPrettyString()).isEqualTo(cause);
    assertThat(bottleneck.at("/sentence").asText()).contains(words);
  }

  @Test
  void oneCompleterWithASlowExternalSystem() {
    is(
        bound("--target null:latency=20ms --completers 1", "--target null:latency=20ms"),
        "completers",
        "of 1 completers",
        "raise --completers");
  }

  @Test
  void aServerThatCompletesSoMuchASecondAndNoMore() {
    is(
        bound(
            "--target null:capacity=100/s --duration 3s --in-flight 1..20@2s",
            "--target null --duration 3s --in-flight 1..20@2s"),
        "server-latency",
        "under way",
        "--server-metrics URL");
  }

  @Test
  void onePollerForActivityTasks() {
    is(
        bound(
            "--target null:poll-latency=20ms --worker-pollers 1",
            "--target null:poll-latency=20ms --worker-pollers 20"),
        "worker-pollers",
        "1 poll for activity tasks",
        "raise --worker-pollers");
  }

  @Test
  @Tag("proof")
  void twoSlotsForWorkflowTasks() {
    is(
        bound(
            "--target null:rpc-latency=20ms --worker-slots 2 --activity-slots 200",
            "--target null:rpc-latency=20ms"),
        "worker-slots",
        "of 2 slots for workflow tasks",
        "raise --worker-slots");
  }

  @Test
  @Tag("proof")
  void aCacheOfOneWorkflow() {
    is(
        bound("--target null --steps 8 --workflow-cache 1", "--target null --steps 8"),
        "workflow-cache",
        "--workflow-cache 1 has no room",
        "raise --workflow-cache");
  }

  @Test
  @Tag("proof")
  void aServerThatRefusesMoreThanSoMuch() {
    for (String completer : List.of("sdk", "grpc")) {
      is(
          bound(
              "--target null:limit=40/s --completer " + completer,
              "--target null --completer " + completer),
          "throttling",
          "RespondActivityTaskCompleted calls",
          "cause RPS_LIMIT, scope NAMESPACE");
    }
  }

  @Test
  @Tag("proof")
  void aClosedLoopOfTwoWorkflows() {
    is(
        bound("--target null:latency=20ms --in-flight 2", "--target null:latency=20ms"),
        "in-flight",
        "raise --in-flight");
  }

  @Test
  @Tag("proof")
  void aGeneratorWhoseCoresOthersUse() throws InterruptedException {
    double without = rate(run("--target null"));
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 8 * Runtime.getRuntime().availableProcessors(); i++) {
      Thread other = DaemonThreads.of("other", BottleneckIT::spin);
      others.add(other);
    }
    ProgramRun with;
    try {
      others.forEach(Thread::start);
      with = run("--target null");
    } finally {
      others.forEach(Thread::interrupt);
      for (Thread other : others) {
        other.join();
      }
    }
    assertThat(without).isGreaterThan(FASTER * rate(with));
    is(
        with.result().at("/bottlenecks/0"),
        "generator",
        "of %d cores".formatted(Runtime.getRuntime().availableProcessors()),
        "give it more cores");
  }

  private static void spin() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }
}
