package dev.tokenstorm.cli;

import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.history.RowKind;
import dev.tokenstorm.settings.HistoryLocation;
import dev.tokenstorm.text.ShellWord;

/**
 * The command of one more run of a series, which confirms that the newest was worse.
 *
 * @param location of the history; the address of a database is not told
 */
record Confirmation(HistoryLocation location, HistoryRow newest) {

  /** The command. */
  String command() {
    return "tokenstorm %s%s --history %s --series %s"
        .formatted(
            newest.origin().kind().key(),
            flags(),
            location instanceof HistoryLocation.File file
                ? ShellWord.of(file.path().toString())
                : "URL",
            ShellWord.of(newest.series().name()));
  }

  /** A search keeps no plan file that would repeat it. */
  private String flags() {
    if (newest.origin().kind() != RowKind.RUN) {
      return " with the flags of " + newest.origin().runId() + ",";
    }
    return " --plan "
        + ShellWord.of(
            newest.origin().folder().orElse("results/" + newest.origin().runId()) + "/plan.yaml");
  }
}
