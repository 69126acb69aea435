package dev.tokenstorm.plan;

import java.time.Duration;

/**
 * The plan of operators: shares of the activities, in percent, that sum to 100 at most. An activity
 * gets one command at most.
 *
 * @param pause of the activities: paused
 * @param pauseFor how long each pause lasts; zero when none is paused
 * @param reset of the activities: reset
 * @param options of the activities: given twice their start-to-close timeout
 */
public record OperatorPlan(double pause, Duration pauseFor, double reset, double options) {

  /** Operators do nothing. */
  public static final OperatorPlan NONE = new OperatorPlan(0, Duration.ZERO, 0, 0);

  /** Whether operators do anything. */
  public boolean any() {
    return pause > 0 || reset > 0 || options > 0;
  }
}
