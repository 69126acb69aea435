package dev.tokenstorm.greeting;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Worker;
import java.util.function.BooleanSupplier;

/** Makes the worker that plays the greeting: the SDK's, or one on the gRPC API itself. */
@FunctionalInterface
public interface GreetingPlayer {

  /**
   * Makes a worker that does not poll yet.
   *
   * @param events hears what it does
   * @param room whether more activities are to be asked for
   */
  Worker worker(
      RunPlan plan,
      Target target,
      Greetings greetings,
      GreetingEvents events,
      BooleanSupplier room);
}
