package dev.tokenstorm.run;

import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.search.SearchFile;
import dev.tokenstorm.search.SearchParts;
import dev.tokenstorm.search.SearchPlan;
import dev.tokenstorm.search.SearchRecord;
import dev.tokenstorm.search.StopReason;
import dev.tokenstorm.search.Trial;
import dev.tokenstorm.server.TargetInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The document of a search that goes on: written anew after each run. For one thread. */
final class SearchDocument {
  private final SearchPlan plan;
  private final SearchParts parts;
  private final TargetInfo target;
  private final Instant startedAt;
  private List<Trial> trials;
  private Optional<String> unwritten = Optional.empty();

  /**
   * @param trials what is there already
   */
  SearchDocument(
      SearchPlan plan,
      SearchParts parts,
      TargetInfo target,
      Instant startedAt,
      List<Trial> trials) {
    this.plan = plan;
    this.parts = parts;
    this.target = target;
    this.startedAt = startedAt;
    this.trials = trials;
  }

  List<Trial> trials() {
    return trials;
  }

  /** Writes all runs there are. */
  void tried(List<Trial> all) {
    trials = all;
    var unused = write(Optional.empty());
  }

  /**
   * Writes what the runs come to.
   *
   * @param end why there will be no more; empty while the search goes on
   */
  SearchRecord write(Optional<StopReason> end) {
    SearchRecord found =
        new SearchRecord(plan, startedAt, target, end, parts.answer(trials), trials);
    try {
      SearchFile.write(plan.directory(), found);
      unwritten = Optional.empty();
    } catch (IOException e) {
      unwritten =
          Optional.of(
              "%s could not be written (%s); one that was there before is as it was."
                  .formatted(plan.directory().resolve(SearchFile.NAME), WriteFailure.reason(e)));
    }
    return found;
  }

  /** Why the file is not what it was to be; empty if it is. */
  Optional<String> unwritten() {
    return unwritten;
  }
}
