package dev.tokenstorm.measurement;

/**
 * The average that a cell held over a time, from samples a few milliseconds apart.
 *
 * @param inFlight workflows in flight
 * @param queueDepth due tokens that no completer has taken
 * @param completersBusy completers with a call under way
 * @param workflowSlots workflow tasks that hold a slot of the worker
 * @param activitySlots activity tasks that hold a slot of the worker
 */
public record Occupancy(
    double inFlight,
    double queueDepth,
    double completersBusy,
    double workflowSlots,
    double activitySlots) {
  /** A cell that held nothing. */
  public static final Occupancy NONE = new Occupancy(0, 0, 0, 0, 0);

  /** Multiplies each level by a factor. */
  public Occupancy times(double factor) {
    return new Occupancy(
        inFlight * factor,
        queueDepth * factor,
        completersBusy * factor,
        workflowSlots * factor,
        activitySlots * factor);
  }

  /** Adds each level of another occupancy. */
  public Occupancy plus(Occupancy other) {
    return new Occupancy(
        inFlight + other.inFlight,
        queueDepth + other.queueDepth,
        completersBusy + other.completersBusy,
        workflowSlots + other.workflowSlots,
        activitySlots + other.activitySlots);
  }

  /** Returns how many tasks of a kind hold a slot. */
  public double slots(TaskKind kind) {
    return switch (kind) {
      case WORKFLOW -> workflowSlots;
      case ACTIVITY -> activitySlots;
    };
  }
}
