package dev.tokenstorm.cli;

import dev.tokenstorm.settings.HistoryRequest;
import java.util.Optional;

/**
 * The flags of one call of {@code run} that are no part of its plan: how it prints, and which
 * history it is added to.
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
