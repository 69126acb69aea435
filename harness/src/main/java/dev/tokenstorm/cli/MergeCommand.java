package dev.tokenstorm.cli;

import dev.tokenstorm.report.RunReport;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.run.FolderMerge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code tokenstorm merge}: makes a fleet's result of its cells' folders. */
final class MergeCommand implements Command {
  private final CommandSpec spec = CommandSpec.create();
  private final Console console;

  MergeCommand(Console console) {
    this.console = console;
    spec.name("merge");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIR")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1..*")
            .required(true)
            .description("Results folders of all cells of one fleet, in any order.")
            .build());
    spec.addOption(
        OptionSpec.builder("--out")
            .paramLabel("DIR")
            .type(String.class)
            .required(true)
            .description("Folder for the fleet's results; it must not exist yet.")
            .build());
    spec.usageMessage()
        .description(
            "Makes the result of a fleet of its cells' folders: the same result.json, intervals.csv"
                + " and latency.hlog as the fleet's own run wrote. Counts and histograms are added;"
                + " percentiles are never averaged.")
        .customSynopsis("tokenstorm merge DIR... --out DIR")
        .footer(
            "",
            "Example",
            "  tokenstorm merge results/20261122-193015-4f2a/cells/* --out merged");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    List<Path> cells =
        parsed.matchedPositionals().stream()
            .flatMap(positional -> positional.stringValues().stream())
            .map(Path::of)
            .toList();
    Path out = Path.of(Objects.requireNonNull(parsed.<String>matchedOptionValue("--out", "")));
    List<String> problems = FolderMerge.merge(cells, out, console::message);
    problems.forEach(console::message);
    if (!problems.isEmpty()) {
      return ExitCode.COULD_NOT;
    }
    Path page = out.resolve(RunReport.FILE);
    try {
      WholeFile.write(page, RunReport.of(List.of(RunFolder.open(out))).html());
    } catch (IOException e) {
      console.message("%s cannot be written (%s).".formatted(page, WriteFailure.reason(e)));
      return ExitCode.COULD_NOT;
    }
    console.out().println(out);
    return ExitCode.PASSED;
  }
}
