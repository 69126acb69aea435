package dev.tokenstorm.workload;

/** What the external completer does with one pending activity. */
public enum Outcome {
  COMPLETE,
  /** Complete exceptionally. */
  FAIL,
  /** Never complete. */
  ABANDON,
  /** Wait until the workflow's cancellation is signalled, then report it. */
  CANCEL
}
