package dev.tokenstorm.completion;

/** The kinds of calls that a completer makes about a pending activity. */
public enum CallKind {
  COMPLETE,
  /** Complete exceptionally. */
  FAIL,
  REPORT_CANCELLATION,
  HEARTBEAT
}
