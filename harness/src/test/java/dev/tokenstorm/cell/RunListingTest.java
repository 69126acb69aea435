package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tokenstorm.workload.LeftExecutions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Servers that know a run, or do not, and a clock that goes on when somebody waits. */
final class RunListingTest {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong(77);
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private int waits;

  /** Lists two pages, of which the first has executions of other runs alone. */
  private static final class Listing implements LeftExecutions {
    private int listings;
    private int empty;
    private boolean endless;

    @Override
    public Page page(boolean openOnly, ByteString from, BooleanSupplier giveUp) {
      assertThat(openOnly).as("closed ones are of the run as well").isFalse();
      if (from.isEmpty()) {
        listings++;
        return new Page(List.of(), ByteString.copyFromUtf8("second"));
      }
      return new Page(
          listings > empty ? List.of(3L) : List.of(), endless ? from : ByteString.EMPTY);
    }

    @Override
    public Optional<LeftExecution> find(long n, BooleanSupplier giveUp) {
      throw new AssertionError("none is looked at");
    }
  }

  private boolean knowsAny(LeftExecutions left, Duration longest) throws InterruptedException {
    return new RunListing(left, nanos::get, this::rest, interrupted::get).knowsAny(longest);
  }

  private void rest(Duration length) {
    waits++;
    nanos.addAndGet(length.toNanos());
  }

  @Test
  void aRunIsFoundOnAnyPage() throws InterruptedException {
    assertThat(knowsAny(new Listing(), LONGEST)).isTrue();
    assertThat(waits).isZero();
  }

  @Test
  void aListingMayLagBehind() throws InterruptedException {
    Listing late = new Listing();
    late.empty = 4;
    assertThat(knowsAny(late, LONGEST)).isTrue();
    assertThat(waits).isEqualTo(4);
  }

  @Test
  void aServerThatListsNoneForLongDoesNotKnowTheRun() throws InterruptedException {
    Listing other = new Listing();
    other.empty = Integer.MAX_VALUE;
    assertThat(knowsAny(other, LONGEST)).isFalse();
    assertThat(waits).isEqualTo(10);
    assertThat(knowsAny(other, Duration.ZERO)).isFalse();
    assertThat(waits).isEqualTo(10);
  }

  @Test
  void aPageThatNamesItselfEndsAListing() throws InterruptedException {
    Listing stuck = new Listing();
    stuck.empty = Integer.MAX_VALUE;
    stuck.endless = true;
    assertThat(knowsAny(stuck, Duration.ZERO)).isFalse();
  }

  @Test
  void whoWantsTheEndIsNotKeptWaiting() throws InterruptedException {
    Listing other = new Listing();
    other.empty = Integer.MAX_VALUE;
    interrupted.set(true);
    assertThat(knowsAny(other, LONGEST)).isFalse();
    assertThat(waits).isZero();
  }

  @Test
  void aRefusalIsHandedOn() {
    LeftExecutions refusing =
        new LeftExecutions() {
          @Override
          public Page page(boolean openOnly, ByteString from, BooleanSupplier giveUp) {
            throw Status.UNIMPLEMENTED.asRuntimeException();
          }

          @Override
          public Optional<LeftExecution> find(long n, BooleanSupplier giveUp) {
            return Optional.empty();
          }
        };
    assertThatThrownBy(() -> knowsAny(refusing, LONGEST))
        .isInstanceOf(StatusRuntimeException.class);
  }
}
