package dev.tokenstorm.measurement;

/** A part of a run. */
public enum Phase implements Keyed {
  WARMUP,
  /** Workflows start, and their figures count. */
  MEASURE,
  /** No workflow starts; the parked tokens are completed, all at once. */
  RELEASE,
  /** No workflow starts; open workflows close. */
  DRAIN
}
