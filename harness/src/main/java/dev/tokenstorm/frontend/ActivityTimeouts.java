package dev.tokenstorm.frontend;

import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.enums.v1.TimeoutType;

/** An activity's four timeouts in nanoseconds, as a server fills them in; 0 for none. */
record ActivityTimeouts(
    long scheduleToClose, long scheduleToStart, long startToClose, long heartbeat) {

  /** Whether a command says enough: one of the two that bound an attempt must be there. */
  static boolean bounded(ScheduleActivityTaskCommandAttributes command) {
    return WallTime.nanos(command.getScheduleToCloseTimeout()) > 0
        || WallTime.nanos(command.getStartToCloseTimeout()) > 0;
  }

  /**
   * Those of a command: what it leaves out is as long as what contains it.
   *
   * @param run of the workflow; 0 without end
   */
  static ActivityTimeouts of(ScheduleActivityTaskCommandAttributes command, long run) {
    long toClose = capped(WallTime.nanos(command.getScheduleToCloseTimeout()), run);
    long toStart = capped(WallTime.nanos(command.getScheduleToStartTimeout()), run);
    long startToClose = capped(WallTime.nanos(command.getStartToCloseTimeout()), run);
    if (toClose > 0) {
      toStart = toStart == 0 ? toClose : Math.min(toStart, toClose);
      startToClose = startToClose == 0 ? toClose : Math.min(startToClose, toClose);
    } else {
      toClose = run;
      toStart = toStart == 0 ? run : toStart;
    }
    long heartbeat = capped(WallTime.nanos(command.getHeartbeatTimeout()), startToClose);
    return new ActivityTimeouts(toClose, toStart, startToClose, heartbeat);
  }

  private static long capped(long nanos, long most) {
    return most > 0 ? Math.min(nanos, most) : nanos;
  }

  /** As failures' messages name it. */
  static String name(TimeoutType type) {
    return switch (type) {
      case TIMEOUT_TYPE_SCHEDULE_TO_CLOSE -> "ScheduleToClose";
      case TIMEOUT_TYPE_SCHEDULE_TO_START -> "ScheduleToStart";
      case TIMEOUT_TYPE_START_TO_CLOSE -> "StartToClose";
      case TIMEOUT_TYPE_HEARTBEAT -> "Heartbeat";
      default -> "Unspecified";
    };
  }
}
