package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.text.Notation.Misfit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FaultTimelineTest {
  private static final String FOR_EVER = "1h";

  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch lastBegun = new CountDownLatch(1);

  /** Writes down what it is asked for. */
  private final class Actor implements FaultActor {
    private final int last;

    Actor(int last) {
      this.last = last;
    }

    @Override
    public void begin(PlannedFault fault) {
      done.add("begin " + fault.number());
      if (fault.number() == last) {
        lastBegun.countDown();
      }
    }

    @Override
    public FaultWitness end(PlannedFault fault) {
      done.add("end " + fault.number());
      return new FaultWitness(true, "it was seen");
    }
  }

  private final class Observer implements FaultObserver {
    @Override
    public void begins() {
      done.add("begins");
    }

    @Override
    public void ended() {
      done.add("ended");
    }
  }

  private FaultTimeline timeline(FaultActor actor, String... faults) throws Misfit {
    return FaultTimeline.of(FaultPlanTest.of(faults), actor, new Observer(), NanoClock.SYSTEM);
  }

  @Test
  void eachFaultBeginsAndEndsAtItsTimeAndThoseWhoAskAreToldBeforeAndAfter() throws Exception {
    FaultTimeline timeline =
        timeline(
            new Actor(4), "0: cut 20ms", "20ms: cut 20ms", "10ms: reset 10%", "50ms: reset 1%");
    timeline.begin(NanoClock.SYSTEM.nanoTime());
    lastBegun.await();
    timeline.close();

    assertThat(done)
        .containsExactly(
            "begins", "begin 1", "begins", "begin 2", "end 2", "ended", "end 1", "ended", "begins",
            "begin 3", "end 3", "ended", "begins", "begin 4", "end 4", "ended");
    List<FaultWindow> windows = timeline.windows();
    assertThat(windows).extracting(FaultWindow::number).containsExactly(1, 2, 3, 4);
    assertThat(windows).allMatch(FaultWindow::happened);
    assertThat(windows.get(2).beginNanos()).isGreaterThanOrEqualTo(millis(20));
    assertThat(windows.get(2).endNanos()).isGreaterThanOrEqualTo(millis(40));
    assertThat(timeline.between(0, Long.MAX_VALUE)).hasSize(4);
    assertThat(timeline.between(-2, -1)).isEmpty();
  }

  private static long millis(int count) {
    return Duration.ofMillis(count).toNanos();
  }

  @Test
  void aRunThatEndsEndsWhatGoesOnAndReachesNothingMore() throws Exception {
    FaultTimeline timeline = timeline(new Actor(1), "0: stall " + FOR_EVER, "1h: cut 1s");
    timeline.begin(NanoClock.SYSTEM.nanoTime());
    lastBegun.await();
    timeline.close();

    assertThat(done).containsExactly("begins", "begin 1", "end 1", "ended");
    FaultWindow stall = timeline.windows().get(0);
    assertThat(stall.happened()).isTrue();
    assertThat(stall.witness()).isEqualTo("it was seen, until the run ended");
    assertThat(timeline.windows().get(1))
        .isEqualTo(
            new FaultWindow(
                2,
                "1h: cut 1s",
                Duration.ofHours(1).toNanos(),
                Duration.ofHours(1).plusSeconds(1).toNanos(),
                false,
                "the run ended before it"));
  }

  @Test
  void aFaultThatCannotBeCarriedOutDidNotHappen() throws Exception {
    FaultActor broken =
        new FaultActor() {
          @Override
          public void begin(PlannedFault fault) {
            lastBegun.countDown();
            throw new IllegalStateException("The proxy has ended");
          }

          @Override
          public FaultWitness end(PlannedFault fault) {
            throw new IllegalStateException("The proxy has ended");
          }
        };
    FaultTimeline timeline = timeline(broken, "0: cut 1ms");
    timeline.begin(NanoClock.SYSTEM.nanoTime());
    lastBegun.await();
    timeline.close();

    FaultWindow window = timeline.windows().get(0);
    assertThat(window.happened()).isFalse();
    assertThat(window.witness()).isEqualTo("it could not be carried out (The proxy has ended)");
    assertThat(done).containsExactly("begins", "ended");
  }

  /** On one thread the first fault would wait for the second for ever. */
  @Test
  void aFaultThatTakesLongToEndHoldsUpNoneElsewhere() throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    CountDownLatch both = new CountDownLatch(2);
    FaultActor actor =
        new FaultActor() {
          @Override
          public void begin(PlannedFault fault) {
            if (fault.kind() instanceof FaultKind.Cut) {
              cut.countDown();
            }
            both.countDown();
          }

          @Override
          public FaultWitness end(PlannedFault fault) {
            try {
              cut.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return new FaultWitness(true, "it was seen");
          }
        };
    FaultTimeline timeline = timeline(actor, "0: restart-server after 1ms", "20ms: cut 1ms");
    timeline.begin(NanoClock.SYSTEM.nanoTime());
    both.await();
    timeline.close();

    assertThat(timeline.windows()).allMatch(FaultWindow::happened);
  }

  @Test
  void aFaultThatCannotBeginIsUndoneAndSaysWhy() throws Exception {
    FaultActor late =
        new FaultActor() {
          @Override
          public void begin(PlannedFault fault) {
            throw new IllegalStateException("the server had ended before");
          }

          @Override
          public FaultWitness end(PlannedFault fault) {
            done.add("end " + fault.number());
            lastBegun.countDown();
            return new FaultWitness(true, "it was undone");
          }
        };
    FaultTimeline timeline = timeline(late, "0: pause-server 1ms");
    timeline.begin(NanoClock.SYSTEM.nanoTime());
    lastBegun.await();
    timeline.close();

    assertThat(done).containsExactly("begins", "end 1", "ended");
    FaultWindow window = timeline.windows().get(0);
    assertThat(window.happened()).isFalse();
    assertThat(window.witness())
        .isEqualTo("it could not be carried out (the server had ended before)");
  }

  /** An actor that waits for something gives it up when the run ends. */
  @Test
  void theEndOfTheRunIsToldToWhoCarriesFaultsOut() throws Exception {
    CountDownLatch letGo = new CountDownLatch(1);
    FaultActor waiting =
        new FaultActor() {
          @Override
          public void begin(PlannedFault fault) {
            lastBegun.countDown();
            try {
              letGo.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public FaultWitness end(PlannedFault fault) {
            return new FaultWitness(true, "it was seen");
          }

          @Override
          public void hurry() {
            letGo.countDown();
          }
        };
    FaultTimeline timeline = timeline(waiting, "0: cut " + FOR_EVER);
    timeline.begin(NanoClock.SYSTEM.nanoTime());
    lastBegun.await();
    timeline.close();

    assertThat(timeline.windows().get(0).witness()).isEqualTo("it was seen, until the run ended");
  }

  /** The first command waits for the second to begin. */
  @Test
  void aCommandThatTakesLongHoldsUpNoOther() throws Exception {
    CountDownLatch firstBegins = new CountDownLatch(1);
    FaultActor actor =
        new FaultActor() {
          @Override
          public void begin(PlannedFault fault) {
            if (fault.number() == 2) {
              lastBegun.countDown();
            } else {
              firstBegins.countDown();
              awaitUninterrupted(lastBegun);
            }
          }

          @Override
          public FaultWitness end(PlannedFault fault) {
            return new FaultWitness(true, "it was seen");
          }
        };
    FaultTimeline timeline = timeline(actor, "0: exec a", "1ms: exec b for " + FOR_EVER);
    timeline.begin(NanoClock.SYSTEM.nanoTime());
    firstBegins.await();
    lastBegun.await();
    timeline.close();

    assertThat(timeline.windows()).allMatch(FaultWindow::happened);
    FaultWindow first = timeline.windows().get(0);
    assertThat(first.endNanos()).isGreaterThanOrEqualTo(millis(1));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aFaultThatCouldNotBeginMayHaveLeftSomethingBehind() throws Exception {
    FaultActor halfWay =
        new FaultActor() {
          @Override
          public void begin(PlannedFault fault) {
            lastBegun.countDown();
            throw new IllegalStateException("it broke");
          }

          @Override
          public FaultWitness end(PlannedFault fault) {
            return new FaultWitness(false, "unheard", Optional.of("it sticks"));
          }
        };
    FaultTimeline timeline = timeline(halfWay, "0: exec a");
    timeline.begin(NanoClock.SYSTEM.nanoTime());
    lastBegun.await();
    timeline.close();

    FaultWindow window = timeline.windows().get(0);
    assertThat(window.happened()).isFalse();
    assertThat(window.witness()).isEqualTo("it could not be carried out (it broke)");
    assertThat(window.leftover()).contains("Fault 1 (0: exec a) was not undone: it sticks.");
  }

  @Test
  void aFaultThatIsNotOverIsNotSaidToBeUnreached() throws Exception {
    CountDownLatch letGo = new CountDownLatch(1);
    FaultActor slow =
        new FaultActor() {
          @Override
          public void begin(PlannedFault fault) {
            lastBegun.countDown();
          }

          @Override
          public FaultWitness end(PlannedFault fault) {
            try {
              letGo.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return new FaultWitness(true, "it was seen");
          }
        };
    try (FaultTimeline timeline = timeline(slow, "0: stall " + FOR_EVER)) {
      timeline.begin(NanoClock.SYSTEM.nanoTime());
      lastBegun.await();
      timeline.stop();

      FaultWindow window = timeline.windows().get(0);
      assertThat(window.happened()).isFalse();
      assertThat(window.witness()).isEqualTo("it had begun, and could not be ended");
      assertThat(window.endNanos()).isGreaterThanOrEqualTo(window.beginNanos());
      assertThat(window.leftover())
          .contains("Fault 1 (0: stall 1h) was not undone: it had not ended when the run had to.");
      letGo.countDown();
    }
  }

  /** Else this would wait for ever. */
  @Test
  void aRunThatHasToEndWaitsForNoFaultForLongerThanItMay() throws Exception {
    CountDownLatch letGo = new CountDownLatch(1);
    FaultActor slow =
        new FaultActor() {
          @Override
          public void begin(PlannedFault fault) {
            lastBegun.countDown();
          }

          @Override
          public FaultWitness end(PlannedFault fault) {
            awaitUninterrupted(letGo);
            return new FaultWitness(true, "it was seen");
          }

          @Override
          public Duration longestEnd() {
            return Duration.ofDays(1);
          }
        };
    FaultTimeline timeline = timeline(slow, "0: stall " + FOR_EVER);
    timeline.begin(NanoClock.SYSTEM.nanoTime());
    lastBegun.await();
    timeline.stop(Duration.ofDays(1));
    timeline.stop(Duration.ofMillis(1));
    timeline.stop(Duration.ofDays(1));
    timeline.close();

    assertThat(timeline.windows().get(0).leftover()).isPresent();
    letGo.countDown();
  }

  @Test
  void aRunThatNeverStartsReachesNoFault() throws Exception {
    FaultTimeline timeline = timeline(new Actor(1), "0: cut 1s");
    timeline.close();
    timeline.begin(NanoClock.SYSTEM.nanoTime());

    assertThat(done).isEmpty();
    assertThat(timeline.windows()).extracting(FaultWindow::happened).containsExactly(false);
  }

  @Test
  void aRunWithoutFaultsHasNone() {
    try (FaultTimeline none = FaultTimeline.none()) {
      none.begin(NanoClock.SYSTEM.nanoTime());
      assertThat(none.windows()).isEmpty();
      assertThat(none.between(0, Long.MAX_VALUE)).isEmpty();
    }
  }
}
