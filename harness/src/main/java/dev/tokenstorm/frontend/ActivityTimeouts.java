package dev.tokenstorm.frontend;

import com.google.protobuf.FieldMask;
import io.grpc.StatusRuntimeException;
import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;

/**
 * The four timeouts of an activity, in nanoseconds, with defaults filled in as a server does; 0
 * means no timeout.
 */
record ActivityTimeouts(
    long scheduleToClose, long scheduleToStart, long startToClose, long heartbeat) {

  /**
   * Returns whether a command has one of the two timeouts that bound an attempt; a server requires
   * one.
   */
  static boolean bounded(ScheduleActivityTaskCommandAttributes command) {
    return WallTime.nanos(command.getScheduleToCloseTimeout()) > 0
        || WallTime.nanos(command.getStartToCloseTimeout()) > 0;
  }

  /**
   * Returns the timeouts of a command. A missing timeout is as long as the timeout that contains
   * it.
   *
   * @param run timeout of the workflow run, in nanoseconds; 0 for none
   */
  static ActivityTimeouts of(ScheduleActivityTaskCommandAttributes command, long run) {
    return new ActivityTimeouts(
            WallTime.nanos(command.getScheduleToCloseTimeout()),
            WallTime.nanos(command.getScheduleToStartTimeout()),
            WallTime.nanos(command.getStartToCloseTimeout()),
            WallTime.nanos(command.getHeartbeatTimeout()))
        .filled(run);
  }

  /** Returns the timeouts of a standalone activity, which nothing contains. */
  static ActivityTimeouts of(StartActivityExecutionRequest request) {
    return new ActivityTimeouts(
            WallTime.nanos(request.getScheduleToCloseTimeout()),
            WallTime.nanos(request.getScheduleToStartTimeout()),
            WallTime.nanos(request.getStartToCloseTimeout()),
            WallTime.nanos(request.getHeartbeatTimeout()))
        .filled(0);
  }

  /**
   * Returns these timeouts with the missing ones filled in.
   *
   * @param run timeout of what contains the activity, in nanoseconds; 0 for none
   */
  ActivityTimeouts filled(long run) {
    long toClose = capped(this.scheduleToClose, run);
    long toStart = capped(this.scheduleToStart, run);
    long startToClose = capped(this.startToClose, run);
    if (toClose > 0) {
      toStart = toStart == 0 ? toClose : Math.min(toStart, toClose);
      startToClose = startToClose == 0 ? toClose : Math.min(startToClose, toClose);
    } else {
      toClose = run;
      toStart = toStart == 0 ? run : toStart;
    }
    return new ActivityTimeouts(toClose, toStart, startToClose, capped(heartbeat, startToClose));
  }

  /**
   * Returns these timeouts with those that a mask names changed.
   *
   * @throws StatusRuntimeException UNIMPLEMENTED if the mask names something else
   */
  ActivityTimeouts changed(FieldMask mask, ActivityOptions options) {
    long toClose = scheduleToClose;
    long toStart = scheduleToStart;
    long attempt = startToClose;
    long beat = heartbeat;
    for (String path : mask.getPathsList()) {
      switch (path) {
        case "schedule_to_close_timeout" ->
            toClose = WallTime.nanos(options.getScheduleToCloseTimeout());
        case "schedule_to_start_timeout" ->
            toStart = WallTime.nanos(options.getScheduleToStartTimeout());
        case "start_to_close_timeout" -> attempt = WallTime.nanos(options.getStartToCloseTimeout());
        case "heartbeat_timeout" -> beat = WallTime.nanos(options.getHeartbeatTimeout());
        default -> throw StatusErrors.unimplemented("a change of " + path);
      }
    }
    return new ActivityTimeouts(toClose, toStart, attempt, beat);
  }

  private static long capped(long nanos, long most) {
    return most > 0 ? Math.min(nanos, most) : nanos;
  }

  /** Returns the name of a timeout in failure messages. */
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
