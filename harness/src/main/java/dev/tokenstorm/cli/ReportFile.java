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
import java.util.function.Consumer;

/** Writes a run's report beside the files that it is made of. */
final class ReportFile {
  private ReportFile() {}

  /**
   * At the end of a run, whose results are whole without it.
   *
   * @param also takes the report, written or not
   * @return one sentence on why there is no report
   */
  static Optional<String> write(Path directory, Consumer<RunReport> also) {
    try {
      RunReport report = RunReport.of(List.of(RunFolder.open(directory)));
      also.accept(report);
      write(directory.resolve(RunReport.FILE), report.html());
      return Optional.empty();
    } catch (UsageException unreadable) {
      return Optional.of("There is no report: " + unreadable.getMessage());
    } catch (IOException | RuntimeException e) {
      return Optional.of("There is no report: " + Sentences.rootMessage(e) + ".");
    }
  }

  /** Writes a file whole, in place of an older one. */
  static void write(Path file, String text) throws IOException {
    Path name = file.toAbsolutePath();
    Path unfinished = name.resolveSibling("." + name.getFileName() + ".unfinished");
    Files.writeString(unfinished, text);
    Files.move(unfinished, name, StandardCopyOption.ATOMIC_MOVE);
  }
}
