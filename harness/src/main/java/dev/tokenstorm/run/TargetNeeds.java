package dev.tokenstorm.run;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.StandaloneSupport;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.WorkflowOperatorSupport;

/** What a plan needs and not each target has. */
final class TargetNeeds {
  private TargetNeeds() {}

  /**
   * Asks a target, before any load.
   *
   * @throws dev.tokenstorm.server.TargetException when it lacks something, or does not answer
   */
  static void check(RunPlan plan, Target target) {
    boolean operators = plan.completion().operators().any();
    switch (plan.workload()) {
      case STANDALONE -> StandaloneSupport.require(target, operators);
      case GREETING -> {
        if (operators) {
          WorkflowOperatorSupport.require(target);
        }
      }
    }
  }
}
