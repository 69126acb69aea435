package dev.tokenstorm.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.RunResultJson;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.HistoryLocation;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a run's row has, and which runs can be compared. */
final class RunRowsTest {
  private static final HistoryRequest PLAIN =
      new HistoryRequest(new HistoryLocation.File(Path.of("runs.db")));

  private static HistoryRow row(RunFacts facts, HistoryRequest request) {
    RunRecorder recorder = new RunRecorder(facts);
    SampleRun.intervals().forEach(recorder);
    RunResult result =
        recorder.finish(
            Ending.finished(), SampleRun.balancedLedger(), SampleRun.rpc(5), CutPolls.NONE);
    return RunRows.of(
            new RowContent(
                "",
                RunResultJson.tree(result, SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS),
                Map.of()),
            request,
            Optional.of("/results/one"))
        .row();
  }

  private static String series(RunFacts facts) {
    return row(facts, PLAIN).series().name();
  }

  private static RunFacts on(RunFacts facts, Host host) {
    return new RunFacts(facts.plan(), facts.settings(), facts.startedAt(), facts.target(), host);
  }

  private static RunFacts against(RunFacts facts, String address, String version) {
    return new RunFacts(
        facts.plan(),
        facts.settings(),
        facts.startedAt(),
        new TargetInfo("remote", address, "default", Optional.of(version)),
        facts.host());
  }

  private static RunFacts inProcess(String target) {
    RunFacts facts = SampleRun.facts(false);
    RunPlan plan = TestPlans.plan("workflows", "300", "warmup", "1s", "target", target);
    return new RunFacts(
        plan, PlanYaml.settings(plan), facts.startedAt(), facts.target(), facts.host());
  }

  private static HistoryRequest labelled(String target) {
    return new HistoryRequest(
        PLAIN.location(), new TreeMap<>(), Optional.of(target), Optional.empty());
  }

  @Test
  void aRowHasTheFiguresThatObjectivesName() {
    HistoryRow row = row(SampleRun.facts(false), PLAIN);
    assertThat(row.figure("completions.rate")).hasValue(405);
    assertThat(row.figure("workflow.p99").orElseThrow()).isBetween(0.0103, 0.0104);
    assertThat(row.figure("errors.count")).isPresent();
    assertThat(row.figure("schedule-lag.p99")).isEmpty();
    assertThat(row.outcome()).isEqualTo(new RowOutcome("finished", "failed"));
    assertThat(row.usable()).isFalse();
    assertThat(row.origin().runId()).isEqualTo("20261122-193015-4f2a");
    assertThat(row.origin().startedAt()).isEqualTo(SampleRun.START);
    assertThat(row.origin().folder()).contains("/results/one");
    assertThat(row.origin().versions().jdk()).contains("17.0.15+6");
    assertThat(row.origin().versions().sdk()).isPresent();
  }

  /** Of an open loop the workflow's latency is the corrected one, as for objectives. */
  @Test
  void anOpenLoopHasItsOwnLatencies() {
    HistoryRow row = row(SampleRun.facts(true), PLAIN);
    assertThat(row.origin().openLoop()).isTrue();
    assertThat(row.origin().target()).isEqualTo("127.0.0.1:7233");
    assertThat(row.figure("schedule-lag.p99")).isPresent();
  }

  @Test
  void whatIsNoneOfThePlanMakesNoOtherSeries() {
    String series = series(SampleRun.facts(true));
    assertThat(series(SampleRun.facts(true, "seed", "7"))).isEqualTo(series);
    assertThat(series(SampleRun.facts(true, "no-metrics", "true"))).isEqualTo(series);
    assertThat(series(SampleRun.facts(true, "linger", "30s"))).isEqualTo(series);
    assertThat(series(SampleRun.facts(true, "task-queue", "mine"))).isEqualTo(series);
    assertThat(series(SampleRun.facts(true, "branches", "2"))).isEqualTo(series);
  }

  @Test
  void anotherPlanIsAnotherSeries() {
    String series = series(SampleRun.facts(true));
    assertThat(series(SampleRun.facts(true, "branches", "3"))).isNotEqualTo(series);
    assertThat(series(SampleRun.facts(true, "completer", "grpc"))).isNotEqualTo(series);
    assertThat(series(SampleRun.facts(true, "require", "errors.count == 0"))).isNotEqualTo(series);
    assertThat(series(SampleRun.facts(false))).isNotEqualTo(series);
  }

  @Test
  void versionsAreMarksAndNoPartOfASeries() {
    RunFacts facts = SampleRun.facts(true);
    Host later = new Host(2, 4L << 30, "25.0.1+8", "Eclipse Adoptium", "Linux 6.12.3 amd64", true);
    RunFacts upgraded = on(against(facts, "127.0.0.1:7233", "1.32.1"), later);
    assertThat(series(upgraded)).isEqualTo(series(facts));
    assertThat(row(upgraded, PLAIN).origin().versions().server()).contains("1.32.1");
  }

  @Test
  void anotherClassOfHostIsAnotherSeries() {
    RunFacts facts = SampleRun.facts(true);
    String series = series(facts);
    assertThat(series(on(facts, new Host(4, 4L << 30, "17", "Debian", "Linux 6.1 amd64", false))))
        .isNotEqualTo(series);
    assertThat(series(on(facts, new Host(2, 1L << 30, "17", "Debian", "Linux 6.1 amd64", false))))
        .isNotEqualTo(series);
    assertThat(series(on(facts, new Host(2, 4L << 30, "17", "Debian", "Linux 6.1 aarch64", false))))
        .isNotEqualTo(series);
    long aLittleMore = (4L << 30) + (100L << 20);
    assertThat(series(on(facts, new Host(2, aLittleMore, "17", "Azul", "Linux 6.1 amd64", false))))
        .isEqualTo(series);
  }

  @Test
  void theTargetIsItsAddressUnlessItHasALabel() {
    RunFacts here = SampleRun.facts(true);
    RunFacts there = against(here, "10.0.0.5:7233", "1.29.1");
    assertThat(series(there)).isNotEqualTo(series(here));
    assertThat(row(there, labelled("staging")).series())
        .isEqualTo(row(here, labelled("staging")).series());
    assertThat(row(here, labelled("staging")).origin().target()).isEqualTo("staging");
  }

  /** A server that a run starts itself has another port each time. */
  @Test
  void aTargetThatTheRunStartsIsCalledWhatItIs() {
    assertThat(row(SampleRun.facts(false), PLAIN).origin().target()).isEqualTo("embedded");
    RunFacts one = inProcess("null:latency=20ms");
    RunFacts other = inProcess("null:latency=70ms");
    assertThat(row(one, PLAIN).origin().target()).isEqualTo("null");
    assertThat(series(one)).isEqualTo(series(other));
  }

  @Test
  void aSeriesThatTheUserNamesHasThatName() {
    HistoryRequest named =
        new HistoryRequest(
            PLAIN.location(), new TreeMap<>(), Optional.empty(), Optional.of("nightly"));
    SeriesKey key = row(SampleRun.facts(true), named).series();
    assertThat(key.name()).isEqualTo("nightly");
    assertThat(key.fingerprint()).startsWith(series(SampleRun.facts(true)));
    assertThat(key.basis()).containsEntry("host", "2 cores, Linux amd64, 4 GiB of heap");
  }

  @Test
  void runsOfOneIdThatStartedAtAnotherTimeAreTwo() {
    RunFacts facts = SampleRun.facts(true);
    RunFacts later =
        new RunFacts(
            facts.plan(),
            facts.settings(),
            facts.startedAt().plus(Duration.ofNanos(1_000)),
            facts.target(),
            facts.host());
    assertThat(row(later, PLAIN).id()).isNotEqualTo(row(facts, PLAIN).id());
    assertThat(row(facts, PLAIN).id()).isEqualTo(row(facts, labelled("other")).id());
  }
}
