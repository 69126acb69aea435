package dev.tokenstorm.handover;

import dev.tokenstorm.completion.CallKind;
import dev.tokenstorm.measurement.Keyed;

/** The calls that are left to completers elsewhere. Heartbeats are the run's own. */
enum HandedCall implements Keyed {
  COMPLETE(CallKind.COMPLETE),
  FAIL(CallKind.FAIL),
  CANCEL(CallKind.REPORT_CANCELLATION);

  private final CallKind kind;

  HandedCall(CallKind kind) {
    this.kind = kind;
  }

  CallKind kind() {
    return kind;
  }

  /**
   * The call of a kind.
   *
   * @throws IllegalArgumentException for a heartbeat
   */
  static HandedCall of(CallKind kind) {
    for (HandedCall call : values()) {
      if (call.kind == kind) {
        return call;
      }
    }
    throw new IllegalArgumentException(kind + " is not handed over");
  }
}
