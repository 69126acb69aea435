package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ExitCode;
import dev.tokenstorm.cli.ProgramRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that dies. */
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Timeout(300)
final class CrashRealServerIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void nothingIsLostWhenTheServerIsKilledAndComesBack() throws IOException, InterruptedException {
    killAndRestart("--completer sdk");
  }

  @ParameterizedTest
  @Tag("proof")
  @ValueSource(
      strings = {"--completer grpc", "--complete-by id", "--completer grpc --complete-by id"})
  void nothingIsLostWhicheverWayActivitiesAreCompleted(String flags)
      throws IOException, InterruptedException {
    killAndRestart(flags);
  }

  private void killAndRestart(String flags) throws IOException, InterruptedException {
    String database = folder.resolve("temporal.db").toString();
    try (DevServerFixture server = DevServerFixture.start("--db-filename", database)) {
      ProgramRun.Started started =
          ProgramRun.start(
              folder.resolve("out"),
              "--target %s --workflows 60 --in-flight 20 --start-to-close-timeout 10s --audit all"
                      .formatted(server.address())
                  + " --drain-timeout 60s "
                  + flags);
      started.awaitClosed(10);
      server.kill();
      started.awaitErrors();
      server.restart();

      ProgramRun run = started.result().passed();
      assertThat(run.workflows("completed")).isEqualTo(60);
      assertThat(run.workflows("wrong_ends")).isZero();
      assertThat(run.tokens("unknown")).isZero();
      assertThat(run.tokens("issued")).isGreaterThanOrEqualTo(240);
      assertThat(run.count("/ledger/audit/workflows")).isEqualTo(60);
      assertThat(run.rpcs())
          .anySatisfy(rpc -> assertThat(rpc.at("/code").asText()).isEqualTo("UNAVAILABLE"));
    }
  }

  @Test
  void aServerThatDiesForGoodEndsTheRunAndItsResultsAreKept()
      throws IOException, InterruptedException {
    try (DevServerFixture server = DevServerFixture.start()) {
      ProgramRun.Started started =
          ProgramRun.start(
              folder.resolve("out"),
              "--target %s --workflows 1000 --in-flight 10 --drain-timeout 6s"
                  .formatted(server.address()));
      started.awaitClosed(10);
      server.kill();

      ProgramRun run = started.result().exited(ExitCode.COULD_NOT);
      assertThat(run.out()).contains("out of reach", folder.resolve("out").toString());
      assertThat(run.out() + run.err()).doesNotContain("Exception", "\tat ");
      assertThat(run.result().at("/ending/how").asText()).isEqualTo("target-lost");
      assertThat(run.result().at("/ledger/balanced").asBoolean()).isTrue();
      assertThat(run.workflows("completed")).isGreaterThanOrEqualTo(10);
      assertThat(run.workflows("unknown")).isBetween(1L, 10L);
      assertThat(run.workflows("started"))
          .isEqualTo(run.workflows("completed") + run.workflows("unknown"));
      assertThat(run.intervals()).hasSizeGreaterThan(6);
      assertThat(run.plan().load().workflows()).hasValue(1_000);
      assertThat(tags(run)).contains("workflow", "completion_call");
    }
  }

  private static Set<String> tags(ProgramRun run) throws IOException {
    Set<String> tags = new HashSet<>();
    try (HistogramLogReader log =
        new HistogramLogReader(run.folder().resolve("latency.hlog").toFile())) {
      for (EncodableHistogram next = log.nextIntervalHistogram();
          next != null;
          next = log.nextIntervalHistogram()) {
        tags.add(next.getTag());
      }
    }
    return tags;
  }
}
