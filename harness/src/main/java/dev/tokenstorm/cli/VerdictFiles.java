package dev.tokenstorm.cli;

import dev.tokenstorm.plan.ReportFormat;
import dev.tokenstorm.report.JunitXml;
import dev.tokenstorm.report.VerdictMarkdown;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the files of {@code --report}. */
final class VerdictFiles {
  private VerdictFiles() {}

  /**
   * Writes each, whether the others can be written or not.
   *
   * @return one sentence on each that could not be
   */
  static List<String> write(Map<ReportFormat, Path> files, RunResult result, Verdict verdict) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<ReportFormat, Path> file : files.entrySet()) {
      String text =
          switch (file.getKey()) {
            case JUNIT -> JunitXml.render(result, verdict);
            case MARKDOWN -> VerdictMarkdown.render(result, verdict);
          };
      try {
        WholeFile.write(file.getValue(), text);
      } catch (IOException e) {
        problems.add(
            "--report %s could not be written (%s)."
                .formatted(file.getValue(), WriteFailure.reason(e)));
      }
    }
    return problems;
  }
}
