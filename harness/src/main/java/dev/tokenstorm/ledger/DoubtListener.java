package dev.tokenstorm.ledger;

/**
 * Hears of tokens that become doubtful, and of how they are settled. Called under the monitor of a
 * token's workflow, so it must neither block nor call the ledger.
 */
public interface DoubtListener {
  /** Nobody listens. */
  DoubtListener NONE =
      new DoubtListener() {
        @Override
        public void doubted(Token token) {}

        @Override
        public void settled(Token token, TokenState last) {}
      };

  /** A completion was refused, its answer was lost, or its workflow closed before it. */
  void doubted(Token token);

  /** A token that was doubtful has its final state. */
  void settled(Token token, TokenState last);
}
