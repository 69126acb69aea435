package dev.tokenstorm.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * One direction of a connection: bytes that have come from one socket and have not gone to the
 * other yet. They stay in their order. So many are held at most; then no more are read, and whoever
 * sends them has to wait. For one thread.
 */
final class ProxiedBytes {
  /** What is held at most, in bytes. */
  static final int MOST_HELD_BYTES = 1 << 20;

  /** What {@link #flush} returns when more time alone lets no more bytes go. */
  static final long NOTHING_DUE = Long.MAX_VALUE;

  /** How soon a full link is looked at again. */
  private static final long BUDGET_WAIT_NANOS = Duration.ofMillis(1).toNanos();

  private final boolean replies;
  private final SocketChannel from;
  private final SocketChannel to;
  private final LinkFaults faults;
  private final Queue<Chunk> held = new ArrayDeque<>();
  private int heldBytes;

  /** The delay that the last bytes came in, and when it lets them go. */
  private Optional<OpenFault> lastDelay = Optional.empty();

  private long lastDueNanos;

  /** Whether the sender has ended; whether the receiver has been told. */
  private boolean ended;

  private boolean endPassedOn;

  /** Whether the receiver took less than it was given. */
  private boolean blocked;

  /** Whether bytes have vanished, so that nothing that follows makes sense. */
  private boolean lost;

  /** Bytes that came together. */
  private static final class Chunk {
    private final ByteBuffer bytes;
    private final Optional<OpenFault> delay;
    private final long dueNanos;
    private boolean hadToWait;

    Chunk(ByteBuffer bytes, Optional<OpenFault> delay, long dueNanos) {
      this.bytes = bytes;
      this.delay = delay;
      this.dueNanos = dueNanos;
    }

    /** When it may go: at once if the delay that it came in is over. */
    long dueNanos(Optional<OpenFault> openDelay, long nowNanos) {
      return delay.isPresent() && delay.equals(openDelay) ? dueNanos : nowNanos;
    }
  }

  /**
   * @param replies whether the bytes come from the target
   */
  ProxiedBytes(boolean replies, SocketChannel from, SocketChannel to, LinkFaults faults) {
    this.replies = replies;
    this.from = from;
    this.to = to;
    this.faults = faults;
  }

  /** Whether there is room for more. */
  boolean wantsMore() {
    return !ended && heldBytes < MOST_HELD_BYTES;
  }

  /** Whether the receiver has to take something before more can go. */
  boolean blocked() {
    return blocked;
  }

  /** Whether all has gone, and its end too. */
  boolean over() {
    return endPassedOn;
  }

  /** Whether the sender has ended. */
  boolean ended() {
    return ended;
  }

  /** Whether bytes have vanished. */
  boolean lost() {
    return lost;
  }

  int heldBytes() {
    return heldBytes;
  }

  /**
   * Takes what has come.
   *
   * @param scratch is used for this call alone
   * @throws IOException when the sender broke the connection, and a hole does not hide it
   */
  void read(ByteBuffer scratch, long nowNanos) throws IOException {
    if (!wantsMore()) {
      return;
    }
    scratch.clear().limit(Math.min(scratch.capacity(), MOST_HELD_BYTES - heldBytes));
    // What follows lost bytes is lost until all holes are over, for the connection ends then.
    List<OpenFault> holes = faults.holes(replies || lost);
    int count;
    try {
      count = from.read(scratch);
    } catch (IOException broken) {
      if (holes.isEmpty()) {
        throw broken;
      }
      count = -1;
    }
    ended |= count < 0;
    if (count != 0 && !holes.isEmpty()) {
      lost = true;
      int bytes = Math.max(0, count);
      holes.forEach(hole -> hole.vanished(replies ? to : from, bytes));
    } else if (count > 0) {
      hold(scratch.flip(), nowNanos);
    }
  }

  private void hold(ByteBuffer bytes, long nowNanos) {
    int count = bytes.remaining();
    faults.stall().ifPresent(stall -> stall.bytes(count));
    Optional<OpenFault> delay = faults.delay();
    long dueNanos = nowNanos + faults.delayNanos(count);
    lastDueNanos = delay.equals(lastDelay) ? Math.max(lastDueNanos, dueNanos) : dueNanos;
    lastDelay = delay;
    ByteBuffer copy = ByteBuffer.allocate(count);
    copy.put(bytes).flip();
    held.add(new Chunk(copy, delay, lastDueNanos));
    heldBytes += count;
  }

  /**
   * Passes on what may go.
   *
   * @return nanoseconds until more may go; {@link #NOTHING_DUE} when that is no matter of time
   * @throws IOException when the receiver broke the connection
   */
  long flush(long nowNanos) throws IOException {
    blocked = false;
    if (faults.stall().isPresent() || endPassedOn) {
      return NOTHING_DUE;
    }
    for (Chunk head = held.peek(); head != null; head = held.peek()) {
      long dueNanos = head.dueNanos(faults.delay(), nowNanos);
      if (dueNanos > nowNanos) {
        return dueNanos - nowNanos;
      }
      int wanted = head.bytes.remaining();
      int allowed = faults.allowed(replies, wanted, nowNanos);
      if (allowed < wanted && !head.hadToWait) {
        head.hadToWait = true;
        faults.narrowLink().ifPresent(link -> link.bytes(wanted - allowed));
      }
      if (allowed == 0) {
        return BUDGET_WAIT_NANOS;
      }
      int gone = write(head.bytes, allowed);
      faults.spend(replies, gone);
      heldBytes -= gone;
      if (gone < allowed) {
        blocked = true;
        return NOTHING_DUE;
      }
      if (!head.bytes.hasRemaining()) {
        held.remove();
      }
    }
    if (ended && !lost) {
      to.shutdownOutput();
      endPassedOn = true;
    }
    return NOTHING_DUE;
  }

  private int write(ByteBuffer bytes, int most) throws IOException {
    int limit = bytes.limit();
    bytes.limit(bytes.position() + most);
    try {
      return to.write(bytes);
    } finally {
      bytes.limit(limit);
    }
  }
}
