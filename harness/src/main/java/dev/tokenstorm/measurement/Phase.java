package dev.tokenstorm.measurement;

/** The phases of a run, in their order. */
public enum Phase implements Keyed {
  WARMUP,
  /** Workflows start, and their figures count. */
  MEASURE,
  /** No workflow starts; the parked tokens are completed, all at once. */
  RELEASE,
  /** No workflow starts; open workflows close. */
  DRAIN
}
