package dev.tokenstorm.run;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.search.SearchPlan;
import dev.tokenstorm.search.Trial;
import dev.tokenstorm.server.TargetInfo;
import java.util.List;

/**
 * A search tells whoever started it through this interface, step by step. The calls come on the
 * thread that searches, in the order of the methods here; notes may come in between.
 */
public interface SearchListener {

  /**
   * Takes a warning, or what could not be found out.
   *
   * @param sentence for a person
   */
  void note(String sentence);

  /**
   * The target is there, and nothing is written yet. From now on there is something to end.
   *
   * @param example the plan of a run like those to come
   */
  void connected(RunPlan example);

  /**
   * The folder is there as well, and the first run is about to begin.
   *
   * @param example the plan of a run like those to come
   */
  void begun(SearchPlan plan, RunPlan example, TargetInfo target);

  /** What each of its runs tells. */
  RunListener runs();

  /** A run more is over, and kept. */
  void tried(SearchPlan plan, List<Trial> trials);

  /** There will be no more runs; what they come to is about to be written. */
  void over();

  /** All is written; the target is still open. */
  void written(SearchOutcome outcome);
}
