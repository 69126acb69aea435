package dev.tokenstorm.plan;

import java.util.List;

/** What a run is judged by. */
public record VerdictPlan(List<Objective> objectives) {
  public VerdictPlan {
    objectives = List.copyOf(objectives);
  }
}
