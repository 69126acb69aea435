package dev.tokenstorm.plan;

/** How many connections the {@code grpc} completer takes when the user does not say. */
public final class CompleterChannels {
  /**
   * The calls that a connection always carries: RFC 9113, section 6.5.2, recommends that no peer
   * allow fewer streams. Load balancers in front of Temporal allow little more.
   */
  public static final int STREAMS = 100;

  /** A bound against mistakes. */
  static final int MAX_CHANNELS = 64;

  private CompleterChannels() {}

  /**
   * As many as their streams call for. The event loop of one carries some 60,000 completions a
   * second, so it is the bound only of a server that answers a hundred at once in less than 1.7 ms.
   */
  static int automatic(int completers) {
    return Math.min(MAX_CHANNELS, (completers + STREAMS - 1) / STREAMS);
  }
}
