package dev.tokenstorm.measurement;

/**
 * What a cell held on average over a time, by samples a few milliseconds apart.
 *
 * @param inFlight workflows
 * @param queueDepth pending activities that are due and that no completer has taken
 * @param completersBusy completers with a call under way
 * @param workflowSlots workflow tasks that hold a slot of the worker
 * @param activitySlots activity tasks that hold one
 */
public record Occupancy(
    double inFlight,
    double queueDepth,
    double completersBusy,
    double workflowSlots,
    double activitySlots) {
  /** Of nothing. */
  public static final Occupancy NONE = new Occupancy(0, 0, 0, 0, 0);

  /** Each a number of times as large. */
  public Occupancy times(double factor) {
    return new Occupancy(
        inFlight * factor,
        queueDepth * factor,
        completersBusy * factor,
        workflowSlots * factor,
        activitySlots * factor);
  }

  /** The sum of both. */
  public Occupancy plus(Occupancy other) {
    return new Occupancy(
        inFlight + other.inFlight,
        queueDepth + other.queueDepth,
        completersBusy + other.completersBusy,
        workflowSlots + other.workflowSlots,
        activitySlots + other.activitySlots);
  }

  /** The slots of one kind. */
  public double slots(TaskKind kind) {
    return switch (kind) {
      case WORKFLOW -> workflowSlots;
      case ACTIVITY -> activitySlots;
    };
  }
}
