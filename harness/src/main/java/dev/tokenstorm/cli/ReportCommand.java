package dev.tokenstorm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.report.RunReport;
import dev.tokenstorm.result.FullDiskException;
import dev.tokenstorm.result.ResultFiles;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code tokenstorm report}: makes a run's page again, or one page of several runs. */
final class ReportCommand implements Command {
  private static final String TOGETHER = "comparison.html";
  private static final int MOST_RUNS = 8;

  private final CommandSpec spec = CommandSpec.create();
  private final Console console;

  ReportCommand(Console console) {
    this.console = console;
    spec.name("report");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIR")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1.." + MOST_RUNS)
            .required(true)
            .description("Results folders of runs that have ended, or were killed; at most 8.")
            .build());
    spec.addOption(
        OptionSpec.builder("--out")
            .paramLabel("FILE")
            .type(String.class)
            .description(
                "Where the page goes. Default: report.html in DIR, in place of the one that is"
                    + " there; for several runs comparison.html here, if there is none.")
            .build());
    spec.usageMessage()
        .description(
            "Makes the HTML report of a run from its result files, or one page that shows several"
                + " runs side by side. For a run that was killed it makes result.json as well, of"
                + " what was measured up to the last second.")
        .customSynopsis("tokenstorm report DIR... [--out FILE]")
        .footer(
            "",
            "Examples",
            "  tokenstorm report results/20261122-193015-4f2a",
            "  tokenstorm report results/* --out sdk-and-grpc.html");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    List<String> names =
        parsed.matchedPositionals().stream()
            .flatMap(positional -> positional.stringValues().stream())
            .toList();
    if (names.size() > MOST_RUNS) {
      throw new UsageException("report takes at most 8 folders at a time; name fewer.");
    }
    List<RunFolder> runs = names.stream().map(Path::of).map(RunFolder::open).toList();
    Path page = page(parsed, runs);
    try {
      WholeFile.write(page, RunReport.of(runs).html());
    } catch (IOException e) {
      String sentence =
          "--out %s: cannot be written (%s); "
              .formatted(Printable.shown(page.toString()), WriteFailure.reason(e));
      throw WriteFailure.isOfTheDisk(e)
          ? new FullDiskException(sentence + "make room there, or name another file.", e)
          : new UsageException(sentence + "name a file in a folder that you may write.");
    }
    runs.stream().filter(RunFolder::unfinished).forEach(this::keepResult);
    runs.forEach(run -> run.notUndone().forEach(console::message));
    console.out().println(page);
    return ExitCode.PASSED;
  }

  /** The page is there without it, and a folder that is kept safe may be one to read only. */
  private void keepResult(RunFolder run) {
    Path file = run.directory().resolve(ResultFiles.RESULT);
    String how = run.result().at("/ending/sentence").asText();
    try {
      run.keepResult();
      console.message("%s is made of what the run left. %s".formatted(file, how));
      takeUpNote(run).ifPresent(console::message);
    } catch (IOException e) {
      console.message("%s cannot be written (%s). %s".formatted(file, WriteFailure.reason(e), how));
    }
  }

  /** How to go on with the run, where that is possible. */
  private static Optional<String> takeUpNote(RunFolder run) {
    for (JsonNode note : run.result().at("/verdict/notes")) {
      if (note.asText().startsWith("tokenstorm run --take-up ")) {
        return Optional.of(note.asText());
      }
    }
    return Optional.empty();
  }

  private static Path page(ParseResult parsed, List<RunFolder> runs) {
    if (!parsed.hasMatchedOption("--out") && runs.size() == 1) {
      return runs.get(0).directory().resolve(RunReport.FILE);
    }
    String name = Objects.requireNonNull(parsed.<String>matchedOptionValue("--out", TOGETHER));
    Path page = Path.of(name);
    if (Files.exists(page)) {
      throw new UsageException(
          "--out %s: it exists, and only a run's own report.html is overwritten; name another file."
              .formatted(Printable.shown(name)));
    }
    return page;
  }
}
