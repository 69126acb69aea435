package dev.tokenstorm.dashboards;

import dev.tokenstorm.realserver.DevServerFixture;

/**
 * How fast runs go that share two cores with their server: the newest takes a third of what the
 * oldest does, so it gets the same workflows in three times the time.
 */
final class Pace {
  private static final int SLOWER = 3;

  private Pace() {}

  /** Flags of an open loop; the rate is a multiple of three. */
  static String of(int perSecond, int seconds) {
    int slower = DevServerFixture.newest() ? SLOWER : 1;
    return "--rate %d/s --duration %ds".formatted(perSecond / slower, seconds * slower);
  }
}
