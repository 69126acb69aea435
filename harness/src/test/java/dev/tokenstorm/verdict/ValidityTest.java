package dev.tokenstorm.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.Doubt.Kind;
import dev.tokenstorm.result.MadeRun;
import dev.tokenstorm.result.MadeRun.Second;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compared with what, and what the reasons say; {@link ThresholdTest} has the bounds. */
class ValidityTest {

  @Test
  void aSteadyRunIsNotDoubted() {
    Random random = new Random(1);
    RunResult run = course(20, i -> 100 + 10 * random.nextGaussian());
    assertThat(Verdict.of(run).doubts()).isEmpty();
  }

  @Test
  void latenessIsComparedWithEachLatencyThatIsJudged() {
    Consumer<Second> late = second -> second.lagMillis = 5;
    assertThat(doubts(run(5, late))).isEmpty();
    assertThat(doubts(run(5, late, "workflows.rate > 1/s"))).isEmpty();
    assertThat(doubts(run(5, late, "workflow.p50 < 1s", "completion.p50 < 1s")))
        .extracting(Doubt::sentence)
        .containsExactly(
            "The generator was late: the schedule lag's p99 was 5.00 ms, above 10.0 % of"
                + " completion.p50 (20.0 ms); lower the rate, or give the harness idle cores"
                + " (--worker wire --completer grpc need fewer).");
    assertThat(
            doubts(run(5, second -> second.lagMillis = 11, "workflows.rate > 1/s"))
                .get(0)
                .sentence())
        .contains("11.0 ms, above 10.0 % of workflow.p50 (100 ms)");
  }

  @Test
  void aClosedLoopIsNeverLate() {
    Consumer<Second> late = second -> second.lagMillis = 90;
    RunFacts open = SampleRun.facts(true);
    RunFacts closed =
        new RunFacts(
            TestPlans.plan("target", "127.0.0.1:7233"),
            PlanYaml.settings(TestPlans.plan("target", "127.0.0.1:7233")),
            SampleRun.START,
            open.target(),
            open.host());
    assertThat(doubts(MadeRun.of(closed, 5, late))).isEmpty();
    assertThat(doubts(MadeRun.of(closed, 5, second -> second.hiccupMillis = 50))).hasSize(1);
  }

  @Test
  void aSaturatedHostIsNoReasonWhileStartsAreOnTime() {
    assertThat(doubts(run(5, second -> second.hostCpu = 1))).isEmpty();
    Consumer<Second> late =
        second -> {
          second.hostCpu = 0.99;
          second.lagMillis = 50;
        };
    assertThat(doubts(run(5, late)))
        .extracting(Doubt::kind)
        .containsExactly(Kind.GENERATOR_LATE, Kind.HOST_SATURATED);
    assertThat(doubts(run(5, late)).get(1).sentence())
        .startsWith("The host was saturated: 99.0 % of its cores were busy in the measured phase,");
  }

  @Test
  void pausesAreComparedAtThePercentileThatIsJudgedAndInItsOwnPhase() {
    MadeRun run = new MadeRun(SampleRun.facts(true, "require", "drain:workflow.p50 < 1h"));
    run.second(second -> {}).second(second -> second.hiccupMillis = 90);
    run.second(second -> second.phase = Phase.DRAIN);
    assertThat(doubts(run.result())).isEmpty();

    Consumer<Second> few = second -> second.longHiccups = 50;
    assertThat(doubts(run(10, few, "workflow.p90 < 1h"))).isEmpty();
    assertThat(doubts(run(10, few, "workflow.p99 < 1h")))
        .extracting(Doubt::kind)
        .containsExactly(Kind.OWN_PAUSES);
  }

  /** Each row: how long collections take in a second, and what is to be changed. */
  @ParameterizedTest
  @CsvSource({"40, allow it more heap", "9, give it idle cores"})
  void whatCollectionsCannotExplainIsTheHosts(double gc, String advice) {
    Consumer<Second> paused =
        second -> {
          second.hiccupMillis = 30;
          second.gcMillis = gc;
        };
    assertThat(doubts(run(10, paused)))
        .singleElement()
        .extracting(Doubt::sentence)
        .asString()
        .startsWith(
            "The harness's own pauses reach into workflow.p99 (100 ms): its hiccups have a p99 of"
                + " 30.0 ms, above 25.0 ms, and garbage collection took ")
        .contains(" of 10.0 s; " + advice);
  }

  @Test
  void aRateThatHasYetToRiseIsAWarmUp() {
    MadeRun run = new MadeRun(SampleRun.facts(true));
    for (int i = 0; i < 16; i++) {
      int workflows = i < 2 ? 60 : 100;
      run.second(second -> second.workflows = workflows);
    }
    assertThat(doubts(run.result()))
        .extracting(Doubt::sentence)
        .containsExactly(
            "The warm-up was not over: in the first 2.00 s of the measured phase workflows.rate was"
                + " 60.0/s, and 100/s after it; lengthen --warmup by 2.00 s at least.");
  }

  @ParameterizedTest
  @CsvSource({"130", "75"})
  void aJumpIsToldWithItsMoment(double after) {
    assertThat(doubts(course(40, i -> i < 24 ? 100 : after)))
        .singleElement()
        .extracting(Doubt::sentence)
        .asString()
        .startsWith("There was no steady state: workflow.mean jumped from 100 ms to ")
        .contains(" after 24.0 s of the measured phase; find out what changes");
  }

  /** Each row: when a fault began, and whether the jump at 24 s is its doing. */
  @ParameterizedTest
  @CsvSource({"24, true", "10, true", "39, false"})
  void whatAFaultDoesIsNoJump(int faultSecond, boolean excused) {
    long begin = TimeUnit.SECONDS.toNanos(faultSecond);
    RunResult jumped = course(40, i -> i < 24 ? 100 : 130);
    FaultWindow fault = new FaultWindow(1, "1s: cut 1s", begin, begin + 1, true, "reset");
    FaultWindow none = new FaultWindow(1, "1s: cut 1s", begin, begin + 1, false, "nothing");

    assertThat(doubts(jumped.with(List.of(fault))).isEmpty()).isEqualTo(excused);
    assertThat(doubts(jumped.with(List.of(none)))).hasSize(1);
  }

  @Test
  void aDriftIsToldWithItsEnds() {
    assertThat(doubts(course(40, i -> 100 + 2 * i)))
        .singleElement()
        .extracting(Doubt::sentence)
        .asString()
        .startsWith(
            "There was no steady state: workflow.mean drifted from 108 ms to 178 ms over the"
                + " measured phase; ");
  }

  @Test
  void oneStallIsNoChange() {
    assertThat(doubts(course(40, i -> i == 20 || i == 21 ? 4_000 : 100))).isEmpty();
  }

  @Test
  void whatThePlanChangesIsNoDrift() {
    RunFacts burst = SampleRun.facts(true, "burst", "50@2s");
    assertThat(doubts(MadeRun.course(burst, 40, i -> 100 + 5 * i))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "workflow.p50 < 1h, 10, false",
    "workflow.p50 < 1h, 9, true",
    "workflow.p99.9 < 1h, 5000, false",
    "workflow.p99.9 < 1h, 4999, true",
    "workflow.max < 1h, 1, false",
    "workflows.rate > 1/h, 1, false",
  })
  void fiveSamplesMustLieBeyondAPercentileThatIsAskedFor(
      String objective, int samples, boolean doubted) {
    RunResult run = run(1, second -> second.workflows = samples, objective);
    assertThat(doubts(run)).hasSize(doubted ? 1 : 0);
    assertThat(doubts(run(1, second -> second.workflows = samples))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokens.lost == 0",
        "errors.count == 0",
        "workflows.closed > 1",
        "workflow.count > 1",
        "schedule-lag.p99 < 1ms",
        "hiccup.max < 1ms"
      })
  void countsAndWhatIsSaidOfTheGeneratorAreWhatTheyAre(String objective) {
    Consumer<Second> bad =
        second -> {
          second.lagMillis = 90;
          second.hiccupMillis = 90;
          second.hostCpu = 1;
          second.dropped = 5;
        };
    assertThat(doubts(run(30, bad, objective))).isEmpty();
    assertThat(doubts(run(30, bad)))
        .extracting(Doubt::kind)
        .containsExactly(
            Kind.GENERATOR_LATE, Kind.HOST_SATURATED, Kind.OWN_PAUSES, Kind.LOAD_HELD_BACK);
  }

  @Test
  void whatIsNoBenchmarkIsNotDoubted() {
    Consumer<Second> bad = second -> second.hiccupMillis = 90;
    assertThat(Verdict.of(MadeRun.of(SampleRun.facts(false), 5, bad)).doubts()).isEmpty();
  }

  private static List<Doubt> doubts(RunResult run) {
    return Verdict.of(run).doubts();
  }

  private static RunResult run(int seconds, Consumer<Second> change, String... objectives) {
    List<String> flags = new ArrayList<>();
    for (String objective : objectives) {
      flags.addAll(List.of("require", objective));
    }
    return MadeRun.of(SampleRun.facts(true, flags.toArray(String[]::new)), seconds, change);
  }

  private static RunResult course(int seconds, IntToDoubleFunction workflowMillis) {
    return MadeRun.course(SampleRun.facts(true), seconds, workflowMillis);
  }
}
