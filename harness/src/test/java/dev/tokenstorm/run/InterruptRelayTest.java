package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class InterruptRelayTest {
  private final AtomicLong nanos = new AtomicLong();
  private final InterruptRelay relay = new InterruptRelay(nanos::get);
  private final List<String> asked = new ArrayList<>();

  /** Writes down what it is asked. */
  private final Interruptible work =
      new Interruptible() {
        @Override
        public void interrupt() {
          asked.add("interrupt");
        }

        @Override
        public void interrupt(Duration grace) {
          asked.add("interrupt within " + grace);
        }

        @Override
        public void abort() {
          asked.add("abort");
        }

        @Override
        public void graceOver() {
          asked.add("grace over");
        }

        @Override
        public boolean writing() {
          return true;
        }
      };

  @Test
  void whatIsAskedOfWorkThatGoesOnIsPassedOn() {
    relay.begin(work);
    relay.interrupt();
    relay.interrupt(Duration.ofSeconds(3));
    relay.abort();
    relay.graceOver();

    assertThat(asked).containsExactly("interrupt", "interrupt within PT3S", "abort", "grace over");
    assertThat(relay.writing()).isTrue();
  }

  @Test
  void whatWasAskedBeforeIsAskedOfTheNext() {
    relay.interrupt(Duration.ofSeconds(3));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(relay.interrupted()).isTrue();

    relay.begin(work);
    assertThat(asked).containsExactly("interrupt within PT2S");

    relay.end();
    relay.abort();
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    relay.begin(work);
    assertThat(asked).containsExactly("interrupt within PT2S", "interrupt within PT0S", "abort");
  }

  @Test
  void whatFollowsTheGraceHasNoMoreTimeThanIsLeft() {
    Duration most = Duration.ofSeconds(6);
    Duration after = Duration.ofSeconds(3);
    assertThat(relay.left(most, after)).isEqualTo(most);
    relay.interrupt();
    assertThat(relay.left(most, after)).as("nobody kills it soon").isEqualTo(most);

    relay.interrupt(Duration.ofSeconds(4));
    assertThat(relay.left(most, after)).isEqualTo(most);
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(relay.left(most, after)).isEqualTo(Duration.ofSeconds(2));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(relay.left(most, after)).isZero();
  }

  @Test
  void workThatIsOverIsLeftAlone() throws Exception {
    relay.begin(work);
    relay.end();
    assertThat(relay.writing()).isFalse();
    relay.interrupt();
    relay.graceOver();

    assertThat(asked).isEmpty();
    // What all work found out is being put together.
    assertThat(relay.writing()).isTrue();
    // It would not come back.
    relay.rest(Duration.ofDays(1));
  }
}
