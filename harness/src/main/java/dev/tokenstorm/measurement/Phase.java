package dev.tokenstorm.measurement;

/** A part of a run. */
public enum Phase implements Keyed {
  WARMUP,
  /** Workflows start, and what becomes of them counts. */
  MEASURE,
  /** Nothing starts; tokens that were parked are answered, all at once. */
  RELEASE,
  /** Nothing starts; open workflows close. */
  DRAIN
}
