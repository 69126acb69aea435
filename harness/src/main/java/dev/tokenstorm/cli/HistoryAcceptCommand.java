package dev.tokenstorm.cli;

import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tokenstorm history accept}: says of runs that their figures are the new normal. */
final class HistoryAcceptCommand implements Command {
  private static final String RUN = "--run";

  private final CommandSpec spec = CommandSpec.create();
  private final Console console;
  private final HistoryOptions options;

  HistoryAcceptCommand(Console console) {
    this.console = console;
    this.options = new HistoryOptions(console, List.of(HistorySettings.SERIES));
    spec.name("accept");
    options.addTo(spec);
    spec.addOption(
        OptionSpec.builder(RUN)
            .paramLabel("RUN-ID")
            .type(String.class)
            .description("The run up to which the series is accepted (default: its newest)")
            .build());
    spec.usageMessage()
        .description(
            "Accepts a series up to its newest run: what it measured is the new normal, which later"
                + " runs are compared with.")
        .customSynopsis(
            "tokenstorm history accept --history FILE|URL [--series NAME] [--run RUN-ID]")
        .footer(
            "",
            "Without --series the history must have one series only.",
            "",
            "Examples",
            "  tokenstorm history accept --history runs.db --series nightly",
            "  tokenstorm history accept --history runs.db --run 20261122-193015-4f2a");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    HistoryRequest request = options.read(spec);
    Optional<String> run =
        Optional.ofNullable(spec.commandLine().getParseResult().matchedOptionValue(RUN, null));
    try (HistoryStore store = options.open(request)) {
      String series = request.series().orElseGet(() -> HistoryOptions.only(store));
      List<HistoryRow> rows = upTo(run, HistoryOptions.rows(store, series));
      int changed = store.accept(rows);
      console
          .out()
          .println(
              "series %s is accepted up to run %s (%s newly accepted)"
                  .formatted(
                      Printable.escaped(series),
                      rows.get(rows.size() - 1).origin().runId(),
                      Humanize.count(changed, "row")));
    }
    return ExitCode.PASSED;
  }

  private static List<HistoryRow> upTo(Optional<String> run, List<HistoryRow> rows) {
    if (run.isEmpty()) {
      return rows;
    }
    int last =
        IntStream.range(0, rows.size())
            .filter(i -> rows.get(i).origin().runId().equals(run.get()))
            .reduce((one, later) -> later)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--run %s is not in the series; tokenstorm history --series lists its runs."
                            .formatted(Printable.shown(run.get()))));
    return rows.subList(0, last + 1);
  }
}
