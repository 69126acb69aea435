package dev.tokenstorm.measurement;

/** A part of a run. */
public enum Phase {
  WARMUP,
  /** Workflows start, and what becomes of them counts. */
  MEASURE,
  /** Nothing starts; tokens that were parked are answered, all at once. */
  RELEASE,
  /** Nothing starts; open workflows close. */
  DRAIN;

  /** Lower-case name in files and metrics. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
