package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import java.util.Optional;

/** Says which call a completer makes for a token, and takes the answer. Thread-safe. */
public interface CallDecider {

  /**
   * What to do with a token that a completer has taken; to be followed by {@link #answered}.
   *
   * @return empty when there is nothing left to do for it
   */
  Optional<CallKind> next(Token token);

  /** Takes the answer to a call. Never blocks. */
  void answered(Token token, CallKind call, CallOutcome answer);
}
