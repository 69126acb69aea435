package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import java.util.function.Supplier;
import org.jctools.queues.MpmcArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are due, in the order in which they became so. Bounded: a full queue holds back those
 * who put, until there is room or the queue is closed. A paused one gives out nothing. Thread-safe;
 * no lock, and no thread is woken while none waits.
 *
 * <p>No wake-up is lost, and no fence is needed for that: each hand-over moves one of the array's
 * two indices by a compare-and-set before it looks for sleepers, each sleeper is known before it
 * looks at the indices, and the array says that it is empty, or full, by its indices only. All four
 * are volatile accesses, whose order is the same for all threads (Java Language Specification,
 * 17.4.4), so one of the two sees the other.
 */
public final class TokenQueue {
  private static final int LEAST = 2;

  private final MpmcArrayQueue<Token> tokens;
  private final Supplier<@Nullable Token> poll;
  private final WaitSet takers;
  private final WaitSet putters;
  private volatile boolean closed;
  private volatile boolean paused;

  /**
   * @param capacity rounded up to a power of two, and to 2 at least
   */
  public TokenQueue(int capacity) {
    this.tokens = new MpmcArrayQueue<>(Math.max(LEAST, capacity));
    this.poll = this::next;
    this.takers = new WaitSet(() -> !paused && !tokens.isEmpty());
    this.putters = new WaitSet(this::hasRoom);
  }

  /**
   * Adds a token, waiting for room.
   *
   * @return false when the queue was closed first; the token was not added
   */
  public boolean put(Token token) throws InterruptedException {
    if (closed) {
      return false;
    }
    if (!tokens.offer(token) && putters.await(() -> tokens.offer(token) ? token : null) == null) {
      return false;
    }
    takers.wake();
    return true;
  }

  /** Adds a token if there is room now. */
  public boolean offer(Token token) {
    if (closed || !tokens.offer(token)) {
      return false;
    }
    takers.wake();
    return true;
  }

  /** The next token, waiting for one; null once the queue is closed. */
  public @Nullable Token take() throws InterruptedException {
    if (closed) {
      return null;
    }
    Token token = next();
    if (token == null) {
      token = takers.await(poll);
    }
    return taken(token);
  }

  /** The next token, or null if there is none now. */
  public @Nullable Token poll() {
    return closed ? null : taken(next());
  }

  private @Nullable Token next() {
    return paused ? null : tokens.poll();
  }

  private @Nullable Token taken(@Nullable Token token) {
    if (token != null) {
      putters.wake();
    }
    return token;
  }

  /** Gives nobody a token until {@link #resume}, however many wait. */
  public void pause() {
    paused = true;
  }

  /** Gives tokens out again. */
  public void resume() {
    paused = false;
    takers.wake();
  }

  /** Whether a token could be added now. */
  public boolean hasRoom() {
    return tokens.size() < tokens.capacity();
  }

  /** Tokens waiting. */
  public int depth() {
    return tokens.size();
  }

  /** Lets everyone who waits go. What is queued stays with the ledger. */
  public void close() {
    closed = true;
    takers.close();
    putters.close();
  }
}
