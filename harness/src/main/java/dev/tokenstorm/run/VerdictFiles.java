package dev.tokenstorm.run;

import dev.tokenstorm.plan.ReportFormat;
import dev.tokenstorm.report.JunitXml;
import dev.tokenstorm.report.VerdictMarkdown;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.OutputFile;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.text.BoundedFile;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import dev.tokenstorm.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files of {@code --report}. From the beginning of a run, or of a comparison of many, they say
 * that it has not come to its end, so that one that is killed or refused leaves no older verdict
 * behind. A file that this program did not write is never replaced.
 */
public final class VerdictFiles {
  private static final String RUN = "run";

  /** Largest file that may be one of ours, in bytes. */
  private static final int MOST_BYTES = 16 << 20;

  private final String what;
  private final String id;
  private final Instant startedAt;

  /** The files, with what each was begun with. */
  private final Map<Map.Entry<ReportFormat, Path>, String> begun = new LinkedHashMap<>();

  private VerdictFiles(String what, String id, Instant startedAt) {
    this.what = what;
    this.id = id;
    this.startedAt = startedAt;
  }

  /**
   * Replaces what earlier runs left, or nothing in a dry run.
   *
   * @throws UsageException if a file cannot be written, or is somebody else's; the other files then
   *     tell of it
   */
  public static VerdictFiles begin(Settings settings, String runId, Instant startedAt) {
    return begin(settings, RUN, runId, startedAt);
  }

  /**
   * The same.
   *
   * @param what the verdict is on, in a word
   */
  public static VerdictFiles begin(Settings settings, String what, String id, Instant startedAt) {
    return begin(
        new VerdictFiles(what, id, startedAt),
        settings.find(OutputSettings.REPORT).orElse(Map.of()),
        settings.label(OutputSettings.REPORT),
        settings.get(InvocationSettings.DRY_RUN));
  }

  /**
   * Does the same for a run that no command line has begun.
   *
   * @throws UsageException as above
   */
  static VerdictFiles begin(Map<ReportFormat, Path> wanted, String runId, Instant startedAt) {
    return begin(wanted, RUN, runId, startedAt);
  }

  /** The same for what is no single run. */
  static VerdictFiles begin(
      Map<ReportFormat, Path> wanted, String what, String id, Instant startedAt) {
    return begin(
        new VerdictFiles(what, id, startedAt), wanted, OutputSettings.REPORT.flag(), false);
  }

  private static VerdictFiles begin(
      VerdictFiles files, Map<ReportFormat, Path> wanted, String label, boolean dryRun) {
    Optional<UsageException> problem = Optional.empty();
    for (Map.Entry<ReportFormat, Path> file : wanted.entrySet()) {
      try {
        OutputFile.check(file.getValue(), label);
        checkOurs(file.getValue(), label);
        files.begun.put(Map.entry(file.getKey(), file.getValue()), "");
      } catch (UsageException wrong) {
        problem = problem.or(() -> Optional.of(wrong));
      }
    }
    if (dryRun) {
      files.begun.clear();
    }
    problem =
        problem.or(() -> files.writeBeginning(files.because("it is under way, or it was killed.")));
    if (problem.isPresent()) {
      files.writeBeginning(files.because(String.valueOf(problem.get().getMessage())));
      throw problem.get();
    }
    return files;
  }

  private static void checkOurs(Path file, String label) {
    try {
      String text = BoundedFile.text(file, MOST_BYTES);
      if (text.isBlank() || JunitXml.wrote(text) || VerdictMarkdown.wrote(text)) {
        return;
      }
    } catch (NoSuchFileException none) {
      return;
    } catch (CharacterCodingException notText) {
      // Not ours, as ours are text.
    } catch (IOException e) {
      throw new UsageException(
          "%s must name a file that can be read and replaced, and %s cannot (%s); name another."
              .formatted(label, Printable.shown(file.toString()), WriteFailure.reason(e)));
    }
    throw new UsageException(
        "%s must not replace what is no report of this program, and %s is none; remove it, or name"
                .formatted(label, Printable.shown(file.toString()))
            + " another file.");
  }

  private Optional<UsageException> writeBeginning(String reason) {
    Optional<UsageException> problem = Optional.empty();
    for (Map.Entry<Map.Entry<ReportFormat, Path>, String> one : begun.entrySet()) {
      Path file = one.getKey().getValue();
      one.setValue(text(one.getKey().getKey(), reason));
      try {
        WholeFile.write(file, one.getValue());
      } catch (IOException e) {
        UsageException wrong =
            new UsageException(
                "--report %s cannot be written (%s); name another file."
                    .formatted(Printable.shown(file.toString()), WriteFailure.reason(e)));
        problem = problem.or(() -> Optional.of(wrong));
      }
    }
    return problem;
  }

  /**
   * Says in each file why the run has no verdict, unless it has got one.
   *
   * @return one sentence on the first that could not be written
   */
  public Optional<String> refused(String cause) {
    Optional<String> problem = Optional.empty();
    for (Map.Entry<Map.Entry<ReportFormat, Path>, String> one : begun.entrySet()) {
      Path file = one.getKey().getValue();
      try {
        if (BoundedFile.text(file, MOST_BYTES).equals(one.getValue())) {
          WholeFile.write(file, text(one.getKey().getKey(), because(cause)));
        }
      } catch (IOException e) {
        Optional<String> sentence = Optional.of(unwritten(file, e));
        problem = problem.or(() -> sentence);
      }
    }
    return problem;
  }

  /** The same, for what ended the run. */
  public Optional<String> refused(RuntimeException error) {
    return refused(cause(error));
  }

  private static String cause(RuntimeException error) {
    return error instanceof TargetException || error instanceof UsageException
        ? String.valueOf(error.getMessage())
        : Sentences.rootMessage(error) + ".";
  }

  private String because(String cause) {
    return "The %s has not come to its end: %s".formatted(what, cause);
  }

  private String text(ReportFormat format, String reason) {
    return switch (format) {
      case JUNIT -> JunitXml.unfinished(what, id, startedAt, reason);
      case MARKDOWN -> VerdictMarkdown.unfinished(what, id, reason);
    };
  }

  /**
   * Writes the verdict into each, whether the others can be written or not.
   *
   * @return one sentence on each that could not be
   */
  List<String> write(RunResult result, Verdict verdict) {
    return write(
        format ->
            switch (format) {
              case JUNIT -> JunitXml.render(result, verdict);
              case MARKDOWN -> VerdictMarkdown.render(result, verdict);
            });
  }

  /**
   * The same.
   *
   * @param texts gives the verdict in a format
   */
  public List<String> write(Function<ReportFormat, String> texts) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<ReportFormat, Path> file : begun.keySet()) {
      try {
        WholeFile.write(file.getValue(), texts.apply(file.getKey()));
      } catch (IOException e) {
        problems.add(unwritten(file.getValue(), e));
      }
    }
    return problems;
  }

  private static String unwritten(Path file, IOException e) {
    return "--report %s could not be written (%s)."
        .formatted(Printable.shown(file.toString()), WriteFailure.reason(e));
  }
}
