package dev.tokenstorm.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.StringValue;
import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.plan.NullOptions;
import dev.tokenstorm.settings.NullServerPlan;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Every option's known answer, on a clock that stands still until told. */
final class FaultsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final ManualClock clock = new ManualClock();
  private final TimerHeap timers = new TimerHeap(clock);
  private final Answers answers = new Answers();
  private final List<Long> served = new ArrayList<>();
  private final long start = clock.nanoTime();

  private static final class Answers implements StreamObserver<String> {
    private final List<String> values = new ArrayList<>();
    private final List<Status.Code> errors = new ArrayList<>();

    @Override
    public void onNext(String value) {
      values.add(value);
    }

    @Override
    public void onError(Throwable error) {
      errors.add(Status.fromThrowable(error).getCode());
    }

    @Override
    public void onCompleted() {}
  }

  private Faults faults(String options) {
    return new Faults(options(options), 7, timers);
  }

  private static NullOptions options(String text) {
    return NullServerPlan.of("127.0.0.1:0", text, "default").options();
  }

  private void call(Faults faults, Faults.Kind kind) {
    faults.serve(kind, answers, () -> served.add((clock.nanoTime() - start) / MILLI));
  }

  private void advance(long millis) {
    for (long i = 0; i < millis; i++) {
      clock.advance(MILLI);
      timers.ringDue();
    }
  }

  @Test
  void withoutOptionsEveryCallIsServedAtOnce() {
    Faults faults = faults("");
    for (Faults.Kind kind : Faults.Kind.values()) {
      call(faults, kind);
      faults.answer(kind, answers, "yes");
    }
    assertThat(served).containsExactly(0L, 0L, 0L);
    assertThat(answers.values).hasSize(3);
    assertThat(timers.size()).isZero();
  }

  @Test
  void latencyHoldsCompletionsAndNothingElse() {
    Faults faults = faults("latency=20ms");
    for (Faults.Kind kind : Faults.Kind.values()) {
      call(faults, kind);
    }
    assertThat(served).containsExactly(0L, 0L);
    advance(19);
    assertThat(served).hasSize(2);
    advance(1);
    assertThat(served).containsExactly(0L, 0L, 20L);
  }

  @Test
  void exponentialLatencyHasItsMeanAndTheSameDrawsForTheSameSeed() {
    AddedLatency latency = AddedLatency.of(options("latency=exp:20ms").latency(), 3);
    AddedLatency twin = AddedLatency.of(options("latency=exp:20ms").latency(), 3);
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      long draw = latency.draw();
      assertThat(draw).isEqualTo(twin.draw()).isNotNegative();
      sum += draw;
    }
    // The mean of 100,000 draws is within four standard errors, 20 ms / sqrt(100,000) each.
    assertThat(sum / 100_000).isCloseTo(20.0 * MILLI, within(4 * 20.0 * MILLI / 316));
  }

  @Test
  void rpcLatencyHoldsEveryCallAndAddsToThatOfCompletions() {
    Faults faults = faults("rpc-latency=5ms,latency=20ms");
    for (Faults.Kind kind : Faults.Kind.values()) {
      call(faults, kind);
    }
    advance(30);
    assertThat(served).containsExactly(5L, 5L, 25L);
  }

  @Test
  void driftHoldsCompletionsLongerTheOlderTheServerIs() {
    Faults faults = faults("drift=1ms/s,latency=5ms");
    call(faults, Faults.Kind.COMPLETION);
    advance(3_000);
    faults.firstStart();
    call(faults, Faults.Kind.COMPLETION);
    advance(2_000);
    faults.firstStart();
    for (Faults.Kind kind : Faults.Kind.values()) {
      call(faults, kind);
    }
    advance(10_000);
    call(faults, Faults.Kind.COMPLETION);
    advance(100);
    assertThat(served).containsExactly(5L, 3_005L, 5_000L, 5_000L, 5_007L, 15_017L);
  }

  @Test
  void aDriftHasAnHourAsItsEnd() {
    Drift drift = new Drift(options("drift=1h/s").drift());
    drift.begin(0);
    assertThat(drift.at(SECOND / 2)).isEqualTo(1_800 * SECOND);
    assertThat(drift.at(Long.MAX_VALUE)).isEqualTo(3_600 * SECOND);
    assertThat(new Drift(options("").drift()).at(SECOND)).isZero();
  }

  @Test
  void pollLatencyHoldsATaskOnItsWayToThePollThatGotIt() {
    Faults faults = faults("poll-latency=7ms");
    call(faults, Faults.Kind.COMPLETION);
    assertThat(served).containsExactly(0L);
    Waiting<StringValue> caller = new Waiting<>();
    faults.deliver(
        new Poll<>(caller, "queue", "worker", SECOND, StringValue.getDefaultInstance()),
        StringValue.of("task"));
    advance(6);
    assertThat(caller.answers()).isEmpty();
    advance(1);
    assertThat(caller.answers()).containsExactly(StringValue.of("task"));
  }

  @Test
  void capacityServesOneAfterTheOther() {
    Faults faults = faults("capacity=100/s,latency=5ms");
    for (int i = 0; i < 4; i++) {
      call(faults, Faults.Kind.COMPLETION);
    }
    advance(100);
    call(faults, Faults.Kind.COMPLETION);
    advance(100);
    assertThat(served).containsExactly(15L, 25L, 35L, 45L, 115L);
  }

  /** A call that comes late because of its latency takes no turn before it comes. */
  @Test
  void capacityServesInTheOrderInWhichCallsCome() {
    Faults faults = faults("capacity=100/s,rpc-latency=exp:50ms");
    for (int i = 0; i < 20; i++) {
      call(faults, Faults.Kind.COMPLETION);
    }
    advance(2_000);
    AddedLatency twin = AddedLatency.of(options("rpc-latency=exp:50ms").rpcLatency(), 7 + 2);
    double free = 0;
    List<Double> expected = new ArrayList<>();
    for (double arrival : LongStream.generate(twin::draw).limit(20).sorted().toArray()) {
      free = Math.max(free, arrival) + 10.0 * MILLI;
      expected.add(free / MILLI);
    }
    assertThat(served).hasSize(20);
    for (int i = 0; i < 20; i++) {
      // The test's clock moves by a millisecond.
      assertThat((double) served.get(i)).isBetween(expected.get(i), expected.get(i) + 2);
    }
  }

  @Test
  void afterAStallTheServerGoesOnAsFastAsBefore() {
    Faults faults = faults("capacity=100/s,stall=1s@20ms");
    faults.firstStart();
    for (int i = 0; i < 5; i++) {
      call(faults, Faults.Kind.COMPLETION);
    }
    advance(2_000);
    assertThat(served).containsExactly(10L, 1_020L, 1_030L, 1_040L, 1_050L);
  }

  @Test
  void theLimitRefusesWhatIsMoreThanASecondsWorth() {
    Faults faults = faults("limit=10/s");
    for (int i = 0; i < 25; i++) {
      call(faults, Faults.Kind.COMPLETION);
      call(faults, Faults.Kind.CHANGE);
    }
    assertThat(served).hasSize(10 + 25);
    assertThat(answers.errors).hasSize(15).containsOnly(Status.Code.RESOURCE_EXHAUSTED);
    advance(500);
    for (int i = 0; i < 25; i++) {
      call(faults, Faults.Kind.COMPLETION);
    }
    assertThat(served).hasSize(10 + 25 + 5);
  }

  @Test
  void aStallHoldsWhatComesInItAndNothingBeforeOrAfter() {
    Faults faults = faults("stall=2s@1s");
    call(faults, Faults.Kind.QUESTION);
    advance(5_000);
    faults.firstStart();
    call(faults, Faults.Kind.CHANGE);
    advance(999);
    call(faults, Faults.Kind.CHANGE);
    advance(1);
    faults.firstStart();
    call(faults, Faults.Kind.CHANGE);
    faults.admit(() -> served.add(-1L));
    assertThat(faults.permitted(clock.nanoTime())).isEqualTo(start + 8 * SECOND);
    advance(1_999);
    call(faults, Faults.Kind.COMPLETION);
    assertThat(served).containsExactly(0L, 5_000L, 5_999L);
    advance(1);
    assertThat(served).hasSize(6).contains(8_000L, -1L);
    call(faults, Faults.Kind.CHANGE);
    assertThat(served).hasSize(7);
  }

  @Test
  void aHeldCompletionThatComesDueInAStallWaitsForItsEnd() {
    Faults faults = faults("stall=2s@1s,latency=1500ms");
    faults.firstStart();
    call(faults, Faults.Kind.COMPLETION);
    advance(2_999);
    assertThat(served).isEmpty();
    advance(1);
    assertThat(served).containsExactly(3_000L);
  }

  @Test
  void lostRepliesAreThoseThatTheSeedSays() {
    Faults faults = faults("lose-replies=10%");
    SeededFraction expected = new SeededFraction(0.1, 7 + 4);
    int lost = 0;
    for (int i = 0; i < 10_000; i++) {
      faults.answer(Faults.Kind.COMPLETION, answers, "yes");
      faults.answer(Faults.Kind.QUESTION, answers, "told");
      lost += expected.strikes() ? 1 : 0;
    }
    assertThat(answers.errors).hasSize(lost).containsOnly(Status.Code.UNAVAILABLE);
    assertThat(answers.values).hasSize(20_000 - lost);
    // Four standard deviations of a binomial: 4 × sqrt(10,000 × 0.1 × 0.9).
    assertThat(lost).isBetween(1_000 - 120, 1_000 + 120);
  }

  @Test
  void anotherSeedLosesOthers() {
    SeededFraction one = new SeededFraction(0.5, 1);
    SeededFraction other = new SeededFraction(0.5, 2);
    int same = 0;
    for (int i = 0; i < 1_000; i++) {
      same += one.strikes() == other.strikes() ? 1 : 0;
    }
    assertThat(same).isBetween(400, 600);
  }
}
