package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Tokens that are due, in the order in which they became so. Bounded: a full queue holds back those
 * who put, until there is room or the queue is closed. Thread-safe.
 */
public final class TokenQueue {
  private static final long CHECK_MILLIS = 100;

  private final BlockingQueue<Token> tokens;
  private volatile boolean closed;

  public TokenQueue(int capacity) {
    this.tokens = new ArrayBlockingQueue<>(capacity);
  }

  /**
   * Adds a token, waiting for room.
   *
   * @return false when the queue was closed first; the token was not added
   */
  public boolean put(Token token) throws InterruptedException {
    while (!closed) {
      if (offer(token, CHECK_MILLIS)) {
        return true;
      }
    }
    return false;
  }

  /** Adds a token if there is room in time. */
  public boolean offer(Token token, long waitMillis) throws InterruptedException {
    return tokens.offer(token, waitMillis, TimeUnit.MILLISECONDS);
  }

  /** The next token, waiting for one; empty once the queue is closed. */
  public Optional<Token> take() throws InterruptedException {
    Optional<Token> token = Optional.empty();
    while (!closed && token.isEmpty()) {
      token = poll(CHECK_MILLIS);
    }
    return token;
  }

  /** The next token, if there is one in time. */
  public Optional<Token> poll(long waitMillis) throws InterruptedException {
    return Optional.ofNullable(tokens.poll(waitMillis, TimeUnit.MILLISECONDS));
  }

  /** Tokens waiting. */
  public int depth() {
    return tokens.size();
  }

  /** Lets everyone who waits go. What is queued stays with the ledger. */
  public void close() {
    closed = true;
  }
}
