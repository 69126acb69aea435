package dev.tokenstorm.search;

import java.util.Optional;

/** What kept a run from more throughput, as far as Little's law can tell. */
public enum Bound {
  /** All have calls under way, which take no longer than elsewhere: more of them do more. */
  COMPLETERS(
      "completers", "all completers are busy, and their calls take no longer than elsewhere"),
  /** Calls take longer the more of them there are. */
  SERVER("server", "completion calls take longer than where there are few of them"),
  /** This process uses what CPU time there is. */
  GENERATOR("generator", "this process uses all cores"),
  /** Some have nothing to do. */
  TOKENS("tokens", "completers wait for what workflows, worker and server bring them");

  private static final double ALL = 0.9;

  /** So much longer a call takes by chance. */
  static final double LONGER = 1.25;

  /** The same, where more completers did no more. */
  static final double LONGER_WHERE_FLAT = 1.05;

  private final String key;
  private final String words;

  Bound(String key, String words) {
    this.key = key;
    this.words = words;
  }

  /** Its name in files and tables. */
  public String key() {
    return key;
  }

  /** What it means, as a part of a sentence. */
  public String words() {
    return words;
  }

  /**
   * The bound of a run; empty if no call was timed.
   *
   * @param quietCallSeconds the mean of a call when there is little to do
   * @param longer the factor of that above which a call takes longer
   */
  static Optional<Bound> of(Measured measured, double quietCallSeconds, double longer) {
    if (measured.busyShare().isEmpty()) {
      return Optional.empty();
    }
    boolean waits = measured.callSeconds().orElse(0) > longer * quietCallSeconds;
    if (measured.busyShare().getAsDouble() >= ALL && !waits) {
      return Optional.of(COMPLETERS);
    }
    if (measured.coresShare() >= ALL) {
      return Optional.of(GENERATOR);
    }
    return Optional.of(waits ? SERVER : TOKENS);
  }
}
