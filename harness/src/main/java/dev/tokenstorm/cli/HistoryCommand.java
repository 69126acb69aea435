package dev.tokenstorm.cli;

import dev.tokenstorm.history.HistoryCsv;
import dev.tokenstorm.history.HistoryJson;
import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.history.HistoryText;
import dev.tokenstorm.history.SeriesSummary;
import dev.tokenstorm.history.TrendPage;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.settings.OutputFile;
import dev.tokenstorm.text.BoundedFile;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code tokenstorm history}: shows the series of a history, or the rows of one. */
final class HistoryCommand implements Command {
  private static final String JSON = "--json";
  private static final String CSV = "--csv";
  private static final String PAGE = "--page";

  /** Largest file that may be a page of a history, in bytes. */
  private static final int MOST_PAGE_BYTES = 64 << 20;

  private final CommandSpec spec = CommandSpec.create();
  private final Console console;
  private final HistoryOptions options;

  HistoryCommand(Console console) {
    this.console = console;
    this.options = new HistoryOptions(console, List.of(HistorySettings.SERIES));
    spec.name("history");
    options.addTo(spec);
    spec.addOption(toggle(JSON, "Print a document in place of the table"));
    spec.addOption(toggle(CSV, "Print all rows as CSV in place of the table"));
    spec.addOption(
        OptionSpec.builder(PAGE)
            .paramLabel("FILE")
            .type(String.class)
            .description(
                "With --series, a page with the trend of each figure in place of the table; a page"
                    + " that is there is replaced")
            .build());
    spec.usageMessage()
        .description(
            "Lists the series of a history, which run --history adds rows to. With --series it"
                + " lists the rows of one.")
        .customSynopsis(
            "tokenstorm history --history FILE|URL [--series NAME] [--json|--csv|--page FILE]",
            "tokenstorm history COMMAND --history FILE|URL ...")
        .commandListHeading("%nCommands%n")
        .footer(
            "",
            "Examples",
            "  tokenstorm run --history runs.db --label commit=1a2b3c",
            "  tokenstorm history --history runs.db",
            "  tokenstorm history --history runs.db --series nightly --csv",
            "  tokenstorm history --history runs.db --series nightly --page trend.html",
            "  tokenstorm history add results/* --history runs.db");
  }

  private static OptionSpec toggle(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public List<Command> commands() {
    return List.of(
        new HistoryAddCommand(console),
        new HistoryAcceptCommand(console),
        new HistoryExportCommand(console));
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    boolean json = parsed.hasMatchedOption(JSON);
    boolean csv = parsed.hasMatchedOption(CSV);
    Optional<Path> page =
        Optional.ofNullable(parsed.<String>matchedOptionValue(PAGE, null)).map(Path::of);
    if (Stream.of(json, csv, page.isPresent()).filter(given -> given).count() > 1) {
      throw new UsageException(
          "--json, --csv and --page exclude each other; leave all but one of them out.");
    }
    HistoryRequest request = options.read(spec);
    try (HistoryStore store = options.open(request)) {
      if (page.isPresent()) {
        write(page.get(), store, request);
      } else {
        console.out().print(csv ? csv(store, request) : shown(store, request, json));
      }
    }
    return ExitCode.PASSED;
  }

  private void write(Path page, HistoryStore store, HistoryRequest request) {
    String series = request.series().orElseGet(() -> HistoryOptions.only(store));
    List<HistoryRow> rows = HistoryOptions.rows(store, series);
    checkOurs(page);
    try {
      WholeFile.write(page, TrendPage.html(rows, page, new SeriesChanges(rows)));
    } catch (IOException e) {
      throw new UsageException(
          "--page %s: cannot be written (%s); name a file in a folder that you may write."
              .formatted(Printable.shown(page.toString()), WriteFailure.reason(e)));
    }
    console.out().println(page);
  }

  private static void checkOurs(Path page) {
    OutputFile.check(page, PAGE);
    try {
      if (Files.exists(page) && !TrendPage.wrote(BoundedFile.text(page, MOST_PAGE_BYTES))) {
        throw new UsageException(
            "--page %s: it exists and is no such page; name another file."
                .formatted(Printable.shown(page.toString())));
      }
    } catch (IOException e) {
      throw new UsageException(
          "--page %s: it exists and cannot be read (%s); name another file."
              .formatted(Printable.shown(page.toString()), WriteFailure.reason(e)));
    }
  }

  private static String csv(HistoryStore store, HistoryRequest request) {
    List<HistoryRow> rows =
        request
            .series()
            .map(series -> HistoryOptions.rows(store, series))
            .orElseGet(
                () ->
                    store.series().stream()
                        .flatMap(series -> store.rows(series.name()).stream())
                        .toList());
    return HistoryCsv.write(rows);
  }

  private static String shown(HistoryStore store, HistoryRequest request, boolean json) {
    if (request.series().isPresent()) {
      List<HistoryRow> rows = HistoryOptions.rows(store, request.series().get());
      return json ? HistoryJson.rows(rows, new SeriesChanges(rows).all()) : HistoryText.rows(rows);
    }
    List<SeriesSummary> series = store.series();
    return json ? HistoryJson.series(series) : HistoryText.series(series);
  }
}
