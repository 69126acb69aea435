package dev.tokenstorm.run;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import java.util.function.BiFunction;

/**
 * A target, and what is known of the calls to it.
 *
 * @param statuses how they ended
 * @param replies when the last answer came
 */
record TargetConnection(Target target, RpcStatuses statuses, ReplyWatch replies)
    implements AutoCloseable {

  /** Opens a target whose calls are watched from the first on. */
  static TargetConnection of(BiFunction<RpcStatuses, ReplyWatch, Target> opening) {
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    return new TargetConnection(opening.apply(statuses, replies), statuses, replies);
  }

  @Override
  public void close() {
    target.close();
  }
}
