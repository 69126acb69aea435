package dev.tokenstorm.cli;

import dev.tokenstorm.plan.ReportFormat;
import dev.tokenstorm.report.JunitXml;
import dev.tokenstorm.report.VerdictMarkdown;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.target.Sentences;
import dev.tokenstorm.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Writes the files of {@code --report}. */
final class VerdictFiles {
  private VerdictFiles() {}

  /**
   * Writes each, whether the others can be written or not.
   *
   * @return one sentence on the first that could not be
   */
  static Optional<String> write(Map<ReportFormat, Path> files, RunResult result, Verdict verdict) {
    Optional<String> problem = Optional.empty();
    for (Map.Entry<ReportFormat, Path> file : files.entrySet()) {
      String text =
          switch (file.getKey()) {
            case JUNIT -> JunitXml.render(result, verdict);
            case MARKDOWN -> VerdictMarkdown.render(result, verdict);
          };
      try {
        ReportFile.write(file.getValue(), text);
      } catch (IOException e) {
        Optional<String> sentence =
            Optional.of(
                "--report %s could not be written: %s."
                    .formatted(file.getValue(), Sentences.rootMessage(e)));
        problem = problem.or(() -> sentence);
      }
    }
    return problem;
  }
}
