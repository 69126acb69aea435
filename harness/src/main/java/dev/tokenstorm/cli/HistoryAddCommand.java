package dev.tokenstorm.cli;

import dev.tokenstorm.compare.CompareFile;
import dev.tokenstorm.compare.CompareRun;
import dev.tokenstorm.compare.SideHistories;
import dev.tokenstorm.history.HistoryFolder;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tokenstorm history add}: adds results folders to a history. */
final class HistoryAddCommand implements Command {
  private final CommandSpec spec = CommandSpec.create();
  private final Console console;
  private final HistoryOptions options;

  HistoryAddCommand(Console console) {
    this.console = console;
    this.options =
        new HistoryOptions(
            console,
            List.of(HistorySettings.LABEL, HistorySettings.TARGET_LABEL, HistorySettings.SERIES));
    spec.name("add");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIR")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1..*")
            .required(true)
            .description(
                "Results folders of runs, of searches, or of comparisons. A run that was killed"
                    + " counts as failed.")
            .build());
    options.addTo(spec);
    spec.usageMessage()
        .description(
            "Adds a row for each results folder to a history, as --history of the run itself would"
                + " have. One that is there already is left as it is.")
        .customSynopsis("tokenstorm history add DIR... --history FILE|URL [FLAG]...")
        .footer(
            "",
            "Examples",
            "  tokenstorm history add results/20261122-193015-4f2a --history runs.db",
            "  tokenstorm history add results/* --history runs.db --label branch=main");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    List<String> names =
        spec.commandLine().getParseResult().matchedPositionals().stream()
            .flatMap(positional -> positional.stringValues().stream())
            .toList();
    HistoryRequest request = options.read(spec);
    Settings settings = options.settings(spec);
    // All are read before the first is added, so that a wrong name changes nothing.
    List<HistoryFolder> folders =
        names.stream().flatMap(name -> read(Path.of(name), request, settings)).toList();
    try (HistoryStore store = HistoryStore.open(request.location(), console.environment())) {
      for (HistoryFolder folder : folders) {
        String how = folder.addTo(store) ? "added to" : "was already in";
        console
            .out()
            .println(
                "%s %s series %s".formatted(folder.directory(), how, folder.row().series().name()));
      }
    }
    return ExitCode.PASSED;
  }

  /** The results in a folder: those of a run, of a search, or of each run of a comparison. */
  private static Stream<HistoryFolder> read(
      Path folder, HistoryRequest request, Settings settings) {
    if (!Files.exists(folder.resolve(CompareFile.NAME))) {
      return Stream.of(HistoryFolder.read(folder, request));
    }
    if (request.series().isPresent()) {
      throw new UsageException(
          "--series would make one series of the sides of %s; leave it out, or name the runs of one"
                  .formatted(Printable.shown(folder.toString()))
              + " side.");
    }
    CompareFile.Begun begun = CompareFile.read(folder);
    Map<String, HistoryRequest> sides = SideHistories.of(settings, folder, begun);
    return begun.state().runs().stream()
        .filter(run -> run.role() == CompareRun.Role.BLOCK)
        .map(
            run ->
                HistoryFolder.read(folder.resolve(run.folder()), side(run.side(), sides, folder)));
  }

  private static HistoryRequest side(String name, Map<String, HistoryRequest> sides, Path folder) {
    return Optional.ofNullable(sides.get(name))
        .orElseThrow(
            () ->
                new UsageException(
                    "%s holds runs of a side %s that its flags do not name; add their folders by"
                            .formatted(Printable.shown(folder.toString()), Printable.shown(name))
                        + " themselves."));
  }
}
