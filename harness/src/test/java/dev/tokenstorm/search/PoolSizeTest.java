package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.report.SearchText;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Bottleneck.Cause;
import dev.tokenstorm.result.DocumentSchema;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.TestPlans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Completers and a server by formulas, so that it is known whose the limit is. */
final class PoolSizeTest {
  private static final int ACTIVITIES = 4;
  private static final int WARM_UP = 16;
  private static final PoolSize CHOSEN = new PoolSize(OptionalInt.empty(), ACTIVITIES);
  private static final TrialTiming PACE =
      new TrialTiming(Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofSeconds(1));

  /**
   * A server and a host that share a completion's time.
   *
   * @param capacity the server's, in completions per second
   * @param seconds of a call that waits for no other
   * @param slowedFrom rate of workflows from which the host slows each call down
   * @param slowedSeconds of such a call
   */
  private record Bench(double capacity, double seconds, double slowedFrom, double slowedSeconds) {
    static Bench of(double capacity, double seconds) {
      return new Bench(capacity, seconds, Double.POSITIVE_INFINITY, seconds);
    }

    TrialFigures run(Step step, int completers) {
      boolean closed = step.role() == Step.Role.WARMUP;
      double call = !closed && step.value() >= slowedFrom ? slowedSeconds : seconds;
      double able = Math.min(capacity, completers / call);
      double asked = closed ? Double.POSITIVE_INFINITY : ACTIVITIES * step.value();
      double completions = Math.min(asked, able);
      return new TrialFigures(
          Nanos.toSeconds(step.length()),
          completions / ACTIVITIES,
          completions,
          completers,
          // Completers that are all busy: by Little's law.
          OptionalDouble.of(asked > able ? completers / able : call),
          OptionalDouble.of(ACTIVITIES * call),
          0.1,
          Backlog.NONE);
    }
  }

  private static Trial trial(int number, Step step, TrialFigures measured, Cause bottleneck) {
    boolean broke = measured.completionsPerSecond() < ACTIVITIES * step.value();
    return new Trial(
        number,
        step.role(),
        step.value(),
        "points/" + number,
        Nanos.toSeconds(step.planned()),
        0,
        Ending.How.FINISHED,
        "passed",
        step.role() == Step.Role.WARMUP
            ? TrialVerdict.UNKNOWN
            : broke ? TrialVerdict.BREAKS : TrialVerdict.HOLDS,
        broke ? List.of("It piled up.") : List.of(),
        List.of(),
        Optional.of(new Bottleneck(bottleneck, 0.8, "It waits.")),
        measured);
  }

  private static List<Trial> search(Bench bench, PoolSize pool, Cause bottleneck)
      throws InterruptedException {
    long[] now = {0};
    NanoClock clock = () -> now[0];
    TrialRunner runner =
        (step, before) -> {
          int completers =
              step.role() == Step.Role.WARMUP
                  ? pool.given().orElse(WARM_UP)
                  : pool.at(step.value(), before);
          now[0] += step.planned().toNanos();
          return trial(before.size() + 1, step, bench.run(step, completers), bottleneck);
        };
    List<List<Trial>> all = new ArrayList<>();
    CapacityStrategy strategy =
        new CapacityStrategy(PACE, Duration.ofMinutes(1), /* fixedWarmup= */ true, pool);
    assertThat(
            new Search(strategy, runner, clock, () -> false)
                .run(List.of(), Duration.ofMinutes(30).toNanos(), all::add))
        .isEqualTo(StopReason.NARROW);
    return all.get(all.size() - 1);
  }

  private static Capacity capacity(List<Trial> trials, PoolSize pool) {
    return Capacity.of(trials, pool).orElseThrow();
  }

  @Test
  void aPoolThatTheSearchSizesIsNeverTheLimit() throws InterruptedException {
    for (double capacity : new double[] {40, 100, 400, 777, 1_300, 2_000}) {
      for (double seconds : new double[] {0.001, 0.026, 0.1, 0.3}) {
        List<Trial> trials = search(Bench.of(capacity, seconds), CHOSEN, Cause.COMPLETERS);
        Capacity found = capacity(trials, CHOSEN);
        assertThat(found.rate().orElseThrow() / (capacity / ACTIVITIES))
            .as("%s completions per second, calls of %s s", capacity, seconds)
            .isBetween(0.95, 1.0);
        assertThat(found.own()).isEmpty();
        assertThat(found.bottleneck().orElseThrow().cause()).isEqualTo(Cause.SERVER_LATENCY);
      }
    }
  }

  /** Calls are quick in the warm-up, and at high rates the host takes most of their time. */
  @Test
  void aRateThatBrokeWithTooFewCompletersIsRunAgainWithMore() throws InterruptedException {
    Bench slow = new Bench(1_300, 0.002, 100, 0.1);
    List<Trial> trials = search(slow, CHOSEN, Cause.COMPLETERS);
    assertThat(capacity(trials, CHOSEN).rate().orElseThrow() / 325).isBetween(0.95, 1.0);
    assertThat(trials)
        .extracting(trial -> trial.measured().completers())
        .contains(64, 256)
        .isSorted();
    Trial few =
        trials.stream()
            .filter(trial -> trial.standing() == TrialVerdict.BREAKS)
            .findFirst()
            .orElseThrow();
    assertThat(CHOSEN.counted(trials)).doesNotContain(few);
    Trial again = trials.get(trials.indexOf(few) + 1);
    assertThat(again.value()).isEqualTo(few.value());
    assertThat(again.measured().completers()).isEqualTo(4 * few.measured().completers());
  }

  /** What a slow host did with sixteen completers to a server of 325 per second. */
  @Test
  void aPoolThatIsGivenAndTooSmallIsNamedInTheFirstLine() throws InterruptedException {
    PoolSize sixteen = new PoolSize(OptionalInt.of(16), ACTIVITIES);
    List<Trial> trials = search(Bench.of(1_300, 0.026), sixteen, Cause.SERVER_LATENCY);
    Capacity found = capacity(trials, sixteen);
    assertThat(found.rate().orElseThrow()).isBetween(146.0, 154.0);
    assertThat(found.own().orElseThrow().cause()).isEqualTo(Cause.COMPLETERS);
    String text = text(found, trials, "completers", "16");
    assertThat(text)
        .startsWith("CAPACITY at least 1")
        .contains("/s workflows: 16 completers may be the limit · remote target\n");
    assertThat(text.replaceAll("\\s+", " "))
        .contains("the limit may be the 16 completers and not the server")
        .contains("raise --completers, or leave it out");
  }

  @Test
  void aPoolThatIsGivenAndLargeEnoughIsNotNamed() throws InterruptedException {
    PoolSize sixteen = new PoolSize(OptionalInt.of(16), ACTIVITIES);
    List<Trial> trials = search(Bench.of(777, 0.002), sixteen, Cause.COMPLETERS);
    Capacity found = capacity(trials, sixteen);
    assertThat(found.own()).isEmpty();
    assertThat(found.bottleneck().orElseThrow().cause()).isEqualTo(Cause.SERVER_LATENCY);
    assertThat(text(found, trials)).startsWith("CAPACITY 1").contains("/s workflows · remote");
  }

  @Test
  void aGeneratorThatIsTheLimitIsNamedInTheFirstLine() throws InterruptedException {
    List<Trial> trials = search(Bench.of(400, 0.01), CHOSEN, Cause.GENERATOR);
    Capacity found = capacity(trials, CHOSEN);
    assertThat(found.own().orElseThrow().cause()).isEqualTo(Cause.GENERATOR);
    assertThat(text(found, trials))
        .contains("/s workflows: this generator was too slow · remote target\n");
  }

  @Test
  void aPoolGrowsNoFurtherThanItsBound() {
    Step step = PACE.step(Step.Role.POINT, 10_000);
    Trial warmUp =
        trial(1, PACE.warmingUp(WARM_UP), Bench.of(1e6, 1).run(step, WARM_UP), Cause.COMPLETERS);
    assertThat(CHOSEN.at(10_000, List.of(warmUp))).isEqualTo(1_024);
    Trial broke = trial(2, step, Bench.of(1e6, 1).run(step, 1_024), Cause.COMPLETERS);
    assertThat(CHOSEN.counted(List.of(warmUp, broke))).containsExactly(warmUp, broke);
    Capacity found = capacity(List.of(warmUp, broke, broke), CHOSEN);
    assertThat(found.own().orElseThrow().completers()).isEqualTo(1_024);
    assertThat(text(found, List.of(warmUp, broke, broke)).replaceAll("\\s+", " "))
        .contains("the search takes 1,024 at most, so give more with --completers.");
  }

  /** Returns a run of a server that needs more completers than it gets. */
  private static Trial starved(int number, Step.Role role, double rate, int completers) {
    Step step = PACE.step(role, rate);
    return trial(number, step, Bench.of(1e6, 1).run(step, completers), Cause.COMPLETERS);
  }

  private static Trial holding(int number, Step.Role role, double rate, int completers) {
    Step step = PACE.step(role, rate);
    return trial(number, step, Bench.of(1e6, 0.001).run(step, completers), Cause.SERVER_LATENCY);
  }

  @Test
  void aConfirmationThatIsNotRunAgainWithMoreCompletersIsNotForgotten() {
    List<Trial> trials =
        List.of(
            holding(1, Step.Role.POINT, 80, 64),
            holding(2, Step.Role.POINT, 100, 64),
            starved(3, Step.Role.CONFIRMATION, 100, 64));

    assertThat(CHOSEN.counted(trials)).doesNotContain(trials.get(2));
    Capacity found = capacity(trials, CHOSEN);
    assertThat(found.rate()).hasValue(80);
    assertThat(found.breaking()).hasValue(100);
    assertThat(found.unconfirmed()).containsExactly(100.0);
    assertThat(found.own()).contains(new OwnLimit(Cause.COMPLETERS, 100, 64, 1_024));
    assertThat(text(found, trials))
        .startsWith("CAPACITY at least 80.0/s workflows, not confirmed: 64 completers may be")
        .contains("Did not hold for long: 100/s.")
        .contains("give more --budget");
  }

  @Test
  void aFirstRateThatIsNotRunAgainWithMoreCompletersIsAnAnswer() {
    List<Trial> trials = List.of(starved(1, Step.Role.POINT, 100, 64));

    assertThat(CHOSEN.counted(trials)).isEmpty();
    Capacity found = capacity(trials, CHOSEN);
    assertThat(found.rate()).isEmpty();
    assertThat(found.breaking()).hasValue(100);
    assertThat(found.own()).contains(new OwnLimit(Cause.COMPLETERS, 100, 64, 1_024));
  }

  @Test
  void aRunOfALostTargetMakesNoRunAgain() {
    Trial broke = starved(1, Step.Role.POINT, 100, 64);
    Trial lost = standing(starved(2, Step.Role.POINT, 100, 256), TrialVerdict.UNKNOWN);
    Trial again = holding(2, Step.Role.POINT, 100, 256);

    assertThat(CHOSEN.answering(List.of(broke, lost))).contains(broke);
    assertThat(CHOSEN.answering(List.of(broke, again))).containsExactly(again);
  }

  /** Returns a run whose completers were busy for some of the time. */
  private static Trial busy(
      int number, double rate, int completers, double share, TrialVerdict standing) {
    double perSecond = ACTIVITIES * rate;
    TrialFigures measured =
        new TrialFigures(
            6,
            rate,
            perSecond,
            completers,
            OptionalDouble.of(share * completers / perSecond),
            OptionalDouble.of(1),
            0.1,
            Backlog.NONE);
    return standing(
        trial(number, PACE.step(Step.Role.POINT, rate), measured, Cause.COMPLETERS), standing);
  }

  @Test
  void completersThatWereNotAllBusyAndBrokeARateStayTheLimit() {
    PoolSize sixteen = new PoolSize(OptionalInt.of(16), ACTIVITIES);
    for (double share : new double[] {0.7, 0.85}) {
      List<Trial> trials =
          List.of(
              busy(1, 97, 16, 0.5, TrialVerdict.HOLDS),
              busy(2, 100, 16, share, TrialVerdict.BREAKS));
      Capacity found = capacity(trials, sixteen);
      assertThat(found.own()).contains(new OwnLimit(Cause.COMPLETERS, 100, 16, 1_024));
      assertThat(found.bottleneck().orElseThrow().cause()).isEqualTo(Cause.COMPLETERS);
      assertThat(text(found, trials)).startsWith("CAPACITY at least 97");
    }
    Trial full = busy(2, 100, 16, 0.95, TrialVerdict.BREAKS);
    assertThat(sixteen.isEnough(full, List.of(busy(1, 97, 16, 0.5, TrialVerdict.HOLDS), full)))
        .isTrue();
  }

  @Test
  void aPoolIsRaisedAlsoIfItsCompletersWereNotAllBusy() {
    Trial broke = busy(1, 100, 64, 0.85, TrialVerdict.BREAKS);
    Trial held = busy(1, 100, 64, 0.85, TrialVerdict.HOLDS);

    assertThat(CHOSEN.at(1, List.of(broke))).isEqualTo(256);
    assertThat(CHOSEN.at(1, List.of(held))).isEqualTo(64);
    assertThat(CHOSEN.counted(List.of(broke))).isEmpty();
  }

  /** On platform threads a process may have fewer completers than the search would choose. */
  @Test
  void aPoolHasNoMoreCompletersThanThisHostAllows() {
    PoolSize bound = new PoolSize(OptionalInt.empty(), ACTIVITIES, 200);
    Trial few = busy(1, 100, 64, 1, TrialVerdict.BREAKS);
    Trial most = busy(2, 100, 200, 1, TrialVerdict.BREAKS);

    assertThat(bound.at(1, List.of(few))).isEqualTo(200);
    assertThat(bound.at(1, List.of(few, most))).isEqualTo(200);
    assertThat(new PoolSize(OptionalInt.empty(), ACTIVITIES, 40).at(1, List.of())).isEqualTo(40);
    assertThat(bound.counted(List.of(few))).as("it is run again with more of them").isEmpty();
    assertThat(bound.counted(List.of(most))).as("no run can have more").containsExactly(most);
  }

  @Test
  void aLimitOfThreadsIsToldWithTheWayRound() {
    OwnLimit own = new OwnLimit(Cause.COMPLETERS, 100, 200, 200);
    Capacity found =
        new Capacity(
            OptionalDouble.of(97),
            OptionalDouble.of(60),
            OptionalDouble.of(100),
            List.of("It piled up."),
            Optional.empty(),
            Optional.of(own),
            List.of());
    List<Trial> trials = List.of(busy(1, 100, 200, 1, TrialVerdict.BREAKS));

    assertThat(text(found, trials).replaceAll("\\s+", " "))
        .contains(
            "lets the process have no more threads, so give --completer grpc, or run on JDK 21");
  }

  private static Trial standing(Trial trial, TrialVerdict standing) {
    return new Trial(
        trial.number(),
        trial.role(),
        trial.value(),
        trial.folder(),
        trial.seconds(),
        trial.beyondSeconds(),
        trial.ending(),
        trial.verdict(),
        standing,
        trial.faults(),
        trial.doubts(),
        trial.bottleneck(),
        trial.measured());
  }

  /** Also as a document, which has what the text says. */
  private static String text(Capacity found, List<Trial> trials, String... given) {
    List<String> flags =
        new ArrayList<>(List.of("target", "127.0.0.1:7233", "require", "workflow.p99 < 1s"));
    flags.addAll(List.of(given));
    SearchRecord search =
        new SearchRecord(
            TestPlans.capacity(flags.toArray(String[]::new)),
            SampleRun.START,
            new TargetInfo("remote", "127.0.0.1:7233", "default", Optional.of("1.29.1")),
            Optional.of(StopReason.NARROW),
            Optional.of(found),
            trials);
    assertThat(DocumentSchema.SEARCH.violations(SearchJson.tree(search))).isEmpty();
    assertThat(SearchJson.tree(search).at("/answer/own_limit").isObject())
        .isEqualTo(found.own().isPresent());
    String text = new SearchText(false).render(search);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
    return text;
  }
}
