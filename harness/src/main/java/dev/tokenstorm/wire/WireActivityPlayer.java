package dev.tokenstorm.wire;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.standalone.StandaloneEvents;
import dev.tokenstorm.standalone.StandalonePlayer;
import dev.tokenstorm.workload.Worker;
import java.util.function.BooleanSupplier;

/** The worker of standalone activities on the gRPC API itself, on event loops alone. */
public final class WireActivityPlayer implements StandalonePlayer {

  @Override
  public Worker worker(RunPlan plan, Target target, StandaloneEvents events, BooleanSupplier room) {
    return new WireActivityWorker(plan, target, events, room);
  }

  /** Completions are answered on its event loops too, which must not wait for them. */
  @Override
  public boolean receiverMayBlock() {
    return false;
  }

  @Override
  public int threads(RunPlan plan) {
    return 0;
  }
}
