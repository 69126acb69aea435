package dev.tokenstorm.run;

import dev.tokenstorm.report.RunReport;
import dev.tokenstorm.result.ResultFiles;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path file = directory.resolve(RunReport.FILE);
    if (!Files.exists(directory.resolve(ResultFiles.RESULT))) {
      return Optional.of(
          "%s could not be written, as it is made of %s, which is not there; tokenstorm report %s"
                  .formatted(file, ResultFiles.RESULT, directory)
              + " makes both, once they can be written.");
    }
    try {
      RunReport report = RunReport.of(List.of(RunFolder.open(directory)));
      also.accept(report);
      WholeFile.write(file, report.html());
      return Optional.empty();
    } catch (UsageException unreadable) {
      return Optional.of("There is no report: " + unreadable.getMessage());
    } catch (IOException e) {
      return Optional.of("%s could not be written (%s).".formatted(file, WriteFailure.reason(e)));
    } catch (RuntimeException e) {
      return Optional.of("There is no report: " + Sentences.rootMessage(e) + ".");
    }
  }
}
