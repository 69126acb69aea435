package dev.tokenstorm.completion;

/** What a completer can do with a pending activity. */
public enum Call {
  COMPLETE,
  /** Complete exceptionally. */
  FAIL,
  REPORT_CANCELLATION,
  HEARTBEAT
}
