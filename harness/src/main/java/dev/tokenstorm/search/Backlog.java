package dev.tokenstorm.search;

import java.util.OptionalDouble;

/**
 * How the number of workflows in flight went in the measured phase of a run.
 *
 * @param perSecond by how many it grew each second
 * @param margin by how much that may be off, either way, with a confidence of 95 % (Student's t);
 *     empty of a phase too short to tell
 */
public record Backlog(double perSecond, OptionalDouble margin) {
  /** Of a run that had no measured phase. */
  public static final Backlog NONE = new Backlog(0, OptionalDouble.empty());
}
