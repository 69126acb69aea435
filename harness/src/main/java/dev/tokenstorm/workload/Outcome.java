package dev.tokenstorm.workload;

/** The outcomes that the external completer gives single pending activities. */
public enum Outcome {
  COMPLETE,
  /** Complete exceptionally. */
  FAIL,
  /** Never complete. */
  ABANDON,
  /** Wait until the workflow's cancellation is signalled, then report it. */
  CANCEL
}
