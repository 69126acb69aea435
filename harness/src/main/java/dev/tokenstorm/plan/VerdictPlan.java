package dev.tokenstorm.plan;

import dev.tokenstorm.objective.Objective;
import java.util.List;

/**
 * The plan of what a run is judged by.
 *
 * @param trustRequired whether doubts about the figures decide the verdict; else they are notes
 */
public record VerdictPlan(List<Objective> objectives, boolean trustRequired) {
  public VerdictPlan {
    objectives = List.copyOf(objectives);
  }
}
