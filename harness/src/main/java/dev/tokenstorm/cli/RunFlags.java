package dev.tokenstorm.cli;

import dev.tokenstorm.settings.HistoryRequest;
import java.util.Optional;

/**
 * How one call of {@code run} prints, and which history it is added to; no part of the plan.
 *
 * @param json the result document in place of the summary
 * @param quiet no progress
 * @param debug stack traces of unexpected errors
 */
record RunFlags(boolean json, boolean quiet, boolean debug, Optional<HistoryRequest> history) {

  /** Those of a call that is added to no history. */
  RunFlags(boolean json, boolean quiet, boolean debug) {
    this(json, quiet, debug, Optional.empty());
  }
}
