package dev.tokenstorm.frontend;

import dev.tokenstorm.statistics.SplitMix64;
import java.util.UUID;

/** Makes run ids: version 4 UUIDs that no other execution of their front end has. */
final class RunIds {
  private RunIds() {}

  /** Returns the run id of a front end's execution with a serial number. */
  static String of(long frontEnd, long serial) {
    long high = SplitMix64.mix(frontEnd + serial);
    long low = SplitMix64.mix(high ^ serial);
    return new UUID((high & ~0xF000L) | 0x4000L, (low >>> 2) | 0x8000000000000000L).toString();
  }
}
