package dev.tokenstorm.run;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.search.SearchRecord;
import java.util.Optional;

/** Keeps what searches come to beside their folders, such as a history does. */
@FunctionalInterface
public interface SearchArchive {

  /**
   * Keeps a search that has an answer, once its own file is written.
   *
   * @param example the plan of a run like the search's
   * @return one sentence on why it could not
   */
  Optional<String> keep(SearchRecord search, RunPlan example);
}
