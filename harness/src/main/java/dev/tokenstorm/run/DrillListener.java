package dev.tokenstorm.run;

import dev.tokenstorm.drill.DrillPlan;
import dev.tokenstorm.drill.DrillRow;
import dev.tokenstorm.drill.DrillState;
import dev.tokenstorm.drill.PlannedDrill;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.TargetInfo;

/**
 * Drills tell whoever started them through this interface, step by step. The calls come on the
 * thread that runs them, in the order of the methods here; notes may come in between.
 */
public interface DrillListener {

  /**
   * Takes a warning, or what could not be found out.
   *
   * @param sentence for a person
   */
  void note(String sentence);

  /**
   * The target was there, and nothing is written yet. From now on there is something to end.
   *
   * @param example the plan of a run like those to come
   */
  void connected(RunPlan example);

  /** The folder is there as well, and the first drill is about to begin. */
  void begun(DrillPlan plan, DrillState state, TargetInfo target);

  /**
   * A drill is about to begin.
   *
   * @param state how far the drills have come
   */
  void next(DrillPlan plan, DrillState state, PlannedDrill drill);

  /** Returns what takes all that the runs tell. */
  RunListener runs();

  /** A drill more is over, and kept. */
  void ran(DrillRow row);

  /** There will be no more drills; what they come to is about to be written. */
  void over();

  /** All is written. */
  void written(DrillOutcome outcome);
}
