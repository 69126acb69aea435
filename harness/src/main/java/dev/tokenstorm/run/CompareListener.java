package dev.tokenstorm.run;

import dev.tokenstorm.compare.ComparePlan;
import dev.tokenstorm.compare.CompareState;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.TargetInfo;
import java.time.Duration;
import java.util.List;

/**
 * A comparison tells whoever started it through this interface, step by step. The calls come on the
 * thread that compares, in the order of the methods here; notes may come in between.
 */
public interface CompareListener {

  /**
   * Takes a warning, or what could not be found out.
   *
   * @param sentence for a person
   */
  void note(String sentence);

  /**
   * The targets are open, and the first run is about to begin.
   *
   * @param example the plan of a run like those to come
   * @param targets each side's, in the order of the plan
   */
  void begun(ComparePlan plan, RunPlan example, List<TargetInfo> targets);

  /** Returns what takes all that the runs tell. */
  RunListener runs();

  /** Each side is warm, and it is known how many blocks there will be. */
  void planned(ComparePlan plan, CompareState state);

  /**
   * A run more is over, and kept.
   *
   * @param left of the budget
   */
  void ran(ComparePlan plan, CompareState state, Duration left);

  /** There will be no more runs; what they come to is about to be written. */
  void over();

  /** All is written; the targets are still open. */
  void written(CompareOutcome outcome);
}
