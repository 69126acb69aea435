package dev.tokenstorm.cli;

import dev.tokenstorm.export.ExportFormat;
import dev.tokenstorm.export.ExportedFigure;
import dev.tokenstorm.export.ExportedRun;
import dev.tokenstorm.export.ExportedSeries;
import dev.tokenstorm.export.ExportedValue;
import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.history.SeriesSummary;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code tokenstorm history export}: writes series in the formats of other tools. */
final class HistoryExportCommand implements Command {
  private static final String FORMAT = "--format";
  private static final String OUT = "--out";

  private final CommandSpec spec = CommandSpec.create();
  private final Console console;
  private final HistoryOptions options;

  HistoryExportCommand(Console console) {
    this.console = console;
    this.options = new HistoryOptions(console, List.of(HistorySettings.SERIES));
    spec.name("export");
    options.addTo(spec);
    spec.addOption(
        OptionSpec.builder(FORMAT)
            .paramLabel("NAME")
            .type(String.class)
            .arity("1")
            .required(true)
            .description("One of " + formats())
            .build());
    spec.addOption(
        OptionSpec.builder(OUT)
            .paramLabel("DIR")
            .type(String.class)
            .arity("1")
            .required(true)
            .description("The folder that the files are written to; none there is replaced")
            .build());
    spec.addOption(
        FigureFlag.option(
            "A figure to export, of docs/objectives.md; may be repeated (default: rates,",
            "  latencies of workflows and completions, CPU per greeting, and answers)"));
    spec.usageMessage()
        .description(
            "Writes the series of a history, or the one that --series names, in the format of"
                + " another tool. Runs that failed are left out.")
        .customSynopsis(
            "tokenstorm history export --history FILE|URL --format NAME --out DIR [FLAG]...")
        .footer(
            Arrays.stream(ExportFormat.values())
                .map(format -> "  " + format.sentence())
                .collect(Collectors.joining("\n", "\nFormats\n", "")),
            "",
            "Examples",
            "  tokenstorm history export --history runs.db --format otava --out otava",
            "  tokenstorm history export --history runs.db --format benchstat --out .");
  }

  private static String formats() {
    return Arrays.stream(ExportFormat.values())
        .map(ExportFormat::key)
        .collect(Collectors.joining(", "));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    ExportFormat format = format(parsed.matchedOptionValue(FORMAT, ""));
    Path folder = Path.of(parsed.matchedOptionValue(OUT, ""));
    List<SeriesFigure> figures = FigureFlag.figures(parsed);
    HistoryRequest request = options.read(spec);
    try (HistoryStore store = options.open(request)) {
      List<ExportedSeries> series =
          names(store, request).stream()
              .map(name -> exported(HistoryOptions.rows(store, name), figures))
              .flatMap(Optional::stream)
              .toList();
      write(folder, format.files(series));
    }
    return ExitCode.PASSED;
  }

  private static ExportFormat format(String name) {
    return Keyed.find(ExportFormat.class, name)
        .orElseThrow(
            () ->
                new UsageException(
                    "%s must be one of %s, not %s."
                        .formatted(FORMAT, formats(), Printable.shown(name))));
  }

  private static List<String> names(HistoryStore store, HistoryRequest request) {
    return request
        .series()
        .map(List::of)
        .orElseGet(() -> store.series().stream().map(SeriesSummary::name).toList());
  }

  /**
   * A series as far as its runs did not fail; nothing if none is left. Other tools would take a
   * figure that the harness bound for the target's own.
   */
  private static Optional<ExportedSeries> exported(
      List<HistoryRow> rows, List<SeriesFigure> named) {
    List<HistoryRow> usable = rows.stream().filter(HistoryRow::usable).toList();
    if (usable.isEmpty()) {
      return Optional.empty();
    }
    List<SeriesFigure> figures =
        (named.isEmpty() ? SeriesFigure.usual() : named)
            .stream()
                .filter(
                    figure ->
                        usable.stream().anyMatch(row -> row.comparable(figure.name()).isPresent()))
                .toList();
    HistoryRow newest = usable.get(usable.size() - 1);
    return Optional.of(
        new ExportedSeries(
            newest.series().name(),
            newest.origin().kind().key(),
            figures.stream()
                .map(figure -> new ExportedFigure(figure.name(), figure.unit(), figure.direction()))
                .toList(),
            usable.stream().map(row -> exported(row, figures)).toList()));
  }

  private static ExportedRun exported(HistoryRow row, List<SeriesFigure> figures) {
    Map<String, ExportedValue> values = new LinkedHashMap<>();
    for (SeriesFigure figure : figures) {
      var value = row.figures().get(figure.name());
      if (value != null && row.comparable(figure.name()).isPresent()) {
        values.put(figure.name(), new ExportedValue(value.value(), value.low(), value.high()));
      }
    }
    return new ExportedRun(row.origin().runId(), row.origin().startedAt(), row.labels(), values);
  }

  private void write(Path folder, SortedMap<String, String> files) {
    if (files.isEmpty()) {
      throw new UsageException(
          "--history has no run that could be exported with these figures; name others with"
              + " --figure.");
    }
    for (String name : files.keySet()) {
      if (Files.exists(folder.resolve(name))) {
        throw new UsageException(
            "%s %s: %s is there, and no file is replaced; name another folder."
                .formatted(OUT, Printable.shown(folder.toString()), name));
      }
    }
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : files.entrySet()) {
        WholeFile.write(folder.resolve(file.getKey()), file.getValue());
        console.out().println(folder.resolve(file.getKey()));
      }
    } catch (IOException e) {
      throw new UsageException(
          "%s %s: cannot be written to (%s); name a folder that you may write."
              .formatted(OUT, Printable.shown(folder.toString()), WriteFailure.reason(e)));
    }
  }
}
