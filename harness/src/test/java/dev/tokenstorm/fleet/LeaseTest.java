package dev.tokenstorm.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.NanoClock;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final NanoClock clock = nanos::get;

  private void pass(long more) {
    nanos.addAndGet(more);
  }

  @Test
  void eachWordRenewsIt() {
    Lease lease = new Lease(clock);
    for (int i = 0; i < 5; i++) {
      pass(Lease.LENGTH.toNanos() - 1);
      assertThat(lease.held()).isTrue();
      lease.word();
    }
    pass(Lease.LENGTH.toNanos());
    assertThat(lease.held()).isFalse();
  }

  /** A process that stood still finds words of the time before in its pipe. */
  @Test
  void aWordThatComesTooLateRenewsNothing() {
    Lease lease = new Lease(clock);
    pass(Lease.LENGTH.toNanos());
    lease.word();
    assertThat(lease.held()).isFalse();
    lease.word();
    assertThat(lease.held()).isFalse();
  }

  @Test
  void itEndsWithTheCoordinator() {
    Lease lease = new Lease(clock);
    lease.end();
    lease.word();
    assertThat(lease.held()).isFalse();
  }
}
