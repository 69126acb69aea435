package dev.tokenstorm.plan;

/** How many connections the {@code grpc} completer takes when the user does not say. */
public final class CompleterChannels {
  /**
   * The calls that a connection always carries: RFC 9113, section 6.5.2, recommends that no peer
   * allow fewer streams. Load balancers in front of Temporal allow little more.
   */
  public static final int STREAMS = 100;

  /** More event loops than this have never been the bound. */
  static final int MOST = 64;

  private CompleterChannels() {}

  static int automatic(int completers) {
    return Math.min(MOST, (completers + STREAMS - 1) / STREAMS);
  }
}
