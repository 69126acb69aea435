package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.function.Supplier;
import org.jctools.queues.MpmcArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are due, in the order in which they became so. Bounded: a full queue holds back those
 * who put, until there is room or the queue is closed. Thread-safe; no lock, and no thread is woken
 * while none waits.
 */
public final class TokenQueue {
  private static final int LEAST = 2;

  private final MpmcArrayQueue<Token> tokens;
  private final Supplier<@Nullable Token> poll;
  private final Sleepers takers;
  private final Sleepers putters;
  private volatile boolean closed;

  /**
   * @param capacity rounded up to a power of two, and to 2 at least
   */
  public TokenQueue(int capacity) {
    this.tokens = new MpmcArrayQueue<>(Math.max(LEAST, capacity));
    this.poll = tokens::poll;
    this.takers = new Sleepers(() -> !tokens.isEmpty());
    this.putters = new Sleepers(this::hasRoom);
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
    VarHandle.fullFence();
    takers.wake();
    return true;
  }

  /** Adds a token if there is room now. */
  public boolean offer(Token token) {
    if (closed || !tokens.offer(token)) {
      return false;
    }
    VarHandle.fullFence();
    takers.wake();
    return true;
  }

  /** The next token, waiting for one; empty once the queue is closed. */
  public Optional<Token> take() throws InterruptedException {
    if (closed) {
      return Optional.empty();
    }
    Token token = tokens.poll();
    if (token == null) {
      token = takers.await(poll);
    }
    return taken(token);
  }

  /** The next token, if there is one now. */
  public Optional<Token> poll() {
    return closed ? Optional.empty() : taken(tokens.poll());
  }

  private Optional<Token> taken(@Nullable Token token) {
    if (token == null) {
      return Optional.empty();
    }
    VarHandle.fullFence();
    putters.wake();
    return Optional.of(token);
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
