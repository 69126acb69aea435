package dev.tokenstorm.recovery;

import java.util.OptionalLong;

/**
 * How long a run took to be as it was before a fault.
 *
 * @param nanos from the fault's end; empty if there is no figure
 * @param reason why there is no figure, in one sentence; empty if there is one
 */
public record TimeToRecover(OptionalLong nanos, String reason) {

  static TimeToRecover after(long nanos) {
    return new TimeToRecover(OptionalLong.of(nanos), "");
  }

  static TimeToRecover unknown(String reason) {
    return new TimeToRecover(OptionalLong.empty(), reason);
  }
}
