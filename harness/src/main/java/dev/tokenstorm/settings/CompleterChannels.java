package dev.tokenstorm.settings;

import dev.tokenstorm.plan.TargetPlan;

/** The number of connections that the {@code grpc} completer takes when the user does not say. */
final class CompleterChannels {
  /** A bound against mistakes. */
  static final int MAX_CHANNELS = 64;

  private CompleterChannels() {}

  /**
   * As many as their streams call for. The event loop of one carries some 60,000 completions per
   * second, so it is the bound only of a server that answers a hundred at once in less than 1.7 ms.
   */
  static int automatic(int completers) {
    int streams = TargetPlan.STREAMS_PER_CONNECTION;
    return Math.min(MAX_CHANNELS, (completers + streams - 1) / streams);
  }
}
