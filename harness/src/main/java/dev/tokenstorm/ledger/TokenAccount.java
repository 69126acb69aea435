package dev.tokenstorm.ledger;

/**
 * The holder of a token tells the ledger through this interface what it does. Every {@link #begin}
 * that returns true is followed by exactly one of the others. Thread-safe.
 */
public interface TokenAccount {

  /**
   * A call for the token is about to be made.
   *
   * @return false when there is nothing left to do for it: a retry took its place, or its workflow
   *     closed; the holder then forgets it
   */
  boolean begin(Token token, long nowNanos);

  /** Whether {@link #begin} would say no. */
  boolean moot(Token token);

  /**
   * The call settled it.
   *
   * @param state {@code COMPLETED}, {@code FAILED} or {@code CANCELLED}
   */
  void answered(Token token, TokenState state);

  /** The server no longer knows it, or its holder gave up: the history decides. */
  void doubted(Token token);

  /**
   * The call changed nothing, as a heartbeat does, or is to be made again.
   *
   * @return false when there is nothing left to do for it
   */
  boolean released(Token token);
}
