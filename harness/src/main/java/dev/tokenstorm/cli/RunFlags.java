package dev.tokenstorm.cli;

import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.settings.HistoryRequest;
import java.util.Optional;

/**
 * The flags of one call of {@code run} that are no part of its plan: how it prints, and which
 * history it is added to.
 *
 * @param json the result document in place of the summary
 * @param quiet no progress
 * @param debug stack traces of unexpected errors
 * @param killed the run that is taken up; empty for one that begins
 */
record RunFlags(
    boolean json,
    boolean quiet,
    boolean debug,
    Optional<HistoryRequest> history,
    Optional<KilledRun> killed) {

  /** Those of a call that is added to no history. */
  RunFlags(boolean json, boolean quiet, boolean debug) {
    this(json, quiet, debug, Optional.empty());
  }

  /** Those of a call that begins runs. */
  RunFlags(boolean json, boolean quiet, boolean debug, Optional<HistoryRequest> history) {
    this(json, quiet, debug, history, Optional.empty());
  }
}
