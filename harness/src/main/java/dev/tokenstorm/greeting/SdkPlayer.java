package dev.tokenstorm.greeting;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Worker;
import java.util.function.BooleanSupplier;

/** The SDK's worker, which holds activities back by its slots. */
public final class SdkPlayer implements GreetingPlayer {

  @Override
  public Worker worker(
      RunPlan plan,
      Target target,
      Greetings greetings,
      GreetingEvents events,
      BooleanSupplier room) {
    return new GreetingWorker(plan, target, greetings, events);
  }

  /** Each activity has a thread of its own. */
  @Override
  public boolean receiverMayBlock() {
    return true;
  }

  @Override
  public int threads(RunPlan plan) {
    return WorkerThreads.of(plan);
  }
}
