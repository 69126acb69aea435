package dev.tokenstorm.wire;

import dev.tokenstorm.greeting.GreetingEvents;
import dev.tokenstorm.greeting.GreetingPlayer;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Worker;
import java.util.function.BooleanSupplier;

/** The worker on the gRPC API itself, all of whose work is done on event loops. */
public final class WirePlayer implements GreetingPlayer {

  @Override
  public Worker worker(
      RunPlan plan,
      Target target,
      Greetings greetings,
      GreetingEvents events,
      BooleanSupplier room) {
    return new WireWorker(plan, target, greetings, events, room);
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
