package dev.tokenstorm.standalone;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Worker;
import java.util.function.BooleanSupplier;

/** The SDK's worker, which holds activities back by its slots. */
public final class SdkActivityPlayer implements StandalonePlayer {

  @Override
  public Worker worker(RunPlan plan, Target target, StandaloneEvents events, BooleanSupplier room) {
    return new SdkActivityWorker(plan, target, events);
  }

  /** Each activity has a thread of its own. */
  @Override
  public boolean receiverMayBlock() {
    return true;
  }

  @Override
  public int threads(RunPlan plan) {
    return plan.worker().activitySlots();
  }
}
