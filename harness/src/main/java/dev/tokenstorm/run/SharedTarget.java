package dev.tokenstorm.run;

import com.uber.m3.tally.Scope;
import dev.tokenstorm.server.Target;
import java.util.List;
import java.util.function.Consumer;

/** One target for several runs, one after the other, each on connections of its own. */
record SharedTarget(Target target) implements Connections {

  /** Who opened the target has been told all. */
  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public TargetConnection open(Scope sdkMetrics, Consumer<String> notes) {
    return TargetConnection.of((statuses, replies) -> target.again(sdkMetrics, statuses, replies));
  }
}
