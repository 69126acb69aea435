package dev.tokenstorm.history;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Links from a page to the reports of its runs, as far as they are on this machine. */
final class ReportLinks {
  private static final String REPORT = "report.html";

  private final Path folder;

  /**
   * @param page where the page is written
   */
  ReportLinks(Path page) {
    this.folder =
        Optional.ofNullable(page.toAbsolutePath().normalize().getParent()).orElse(Path.of("/"));
  }

  /** The link to a row's report, relative to the page; empty if it has none here. */
  Optional<String> of(HistoryRow row) {
    try {
      return row.origin()
          .folder()
          .map(kept -> Path.of(kept).resolve(REPORT))
          .filter(Files::isRegularFile)
          .map(report -> folder.toUri().relativize(report.toUri()).toString());
    } catch (InvalidPathException fromAnotherSystem) {
      return Optional.empty();
    }
  }
}
