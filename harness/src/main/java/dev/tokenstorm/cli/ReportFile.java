package dev.tokenstorm.cli;

import dev.tokenstorm.plan.UsageException;
import dev.tokenstorm.report.RunReport;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.target.Sentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Writes a run's report beside the files that it is made of. */
final class ReportFile {
  private ReportFile() {}

  /**
   * At the end of a run, of which the report is not to take anything.
   *
   * @return one sentence on why there is no report
   */
  static Optional<String> write(Path directory) {
    try {
      write(directory.resolve(RunReport.FILE), RunReport.html(List.of(RunFolder.open(directory))));
      return Optional.empty();
    } catch (UsageException unreadable) {
      return Optional.of("There is no report: " + unreadable.getMessage());
    } catch (IOException | RuntimeException e) {
      return Optional.of("There is no report: " + Sentences.rootMessage(e) + ".");
    }
  }

  /** Writes a page whole, in place of an older one. */
  static void write(Path file, String html) throws IOException {
    Path name = file.toAbsolutePath();
    Path unfinished = name.resolveSibling("." + name.getFileName() + ".unfinished");
    Files.writeString(unfinished, html);
    Files.move(unfinished, name, StandardCopyOption.ATOMIC_MOVE);
  }
}
