package dev.tokenstorm.completion;

/** What a completer can do with a pending activity. */
public enum CallKind {
  COMPLETE,
  /** Complete exceptionally. */
  FAIL,
  REPORT_CANCELLATION,
  HEARTBEAT
}
