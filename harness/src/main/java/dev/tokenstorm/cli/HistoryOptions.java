package dev.tokenstorm.cli;

import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.history.SeriesSummary;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.SettingVariables;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The flags that name a history, for commands that need nothing of a plan. */
final class HistoryOptions {
  private final SettingOptions options;
  private final Console console;

  /**
   * @param further settings beside the history itself
   */
  HistoryOptions(Console console, List<Setting<?>> further) {
    this.console = console;
    this.options =
        new SettingOptions(
            Stream.of(List.of(HistorySettings.HISTORY), further, List.of(InvocationSettings.DEBUG))
                .<Setting<?>>flatMap(List::stream)
                .toList());
  }

  /** Gives a command the flags. */
  void addTo(CommandSpec spec) {
    options.addTo(spec);
  }

  /**
   * What one call says of its history.
   *
   * @throws UsageException when a value is wrong, or no history is named
   */
  HistoryRequest read(CommandSpec spec) {
    return HistoryRequest.of(settings(spec))
        .orElseThrow(
            () ->
                new UsageException(
                    command(spec)
                        + " needs --history, the file or the database that the history is in."));
  }

  /** The settings that one call, or a variable, gives. */
  Settings settings(CommandSpec spec) {
    return Settings.of(
        List.of(
            options.read(spec.commandLine().getParseResult()),
            SettingVariables.read(console.environment())));
  }

  /** What the user calls a command; a message begins with the program's name already. */
  private static String command(CommandSpec spec) {
    return spec.qualifiedName().substring(spec.root().name().length()).strip();
  }

  /** The history that a request names, which must be there. */
  HistoryStore open(HistoryRequest request) {
    return HistoryStore.openExisting(request.location(), console.environment());
  }

  /**
   * The rows of a series.
   *
   * @throws UsageException when the history has no such series
   */
  static List<HistoryRow> rows(HistoryStore store, String series) {
    List<HistoryRow> rows = store.rows(series);
    if (rows.isEmpty()) {
      String others =
          store.series().stream()
              .map(SeriesSummary::name)
              .map(Printable::shown)
              .collect(Collectors.joining(", "));
      throw new UsageException(
          "--series %s is not in the history, which has %s."
              .formatted(Printable.shown(series), others.isEmpty() ? "none" : others));
    }
    return rows;
  }

  /**
   * The name of a history's only series.
   *
   * @throws UsageException when it has none, or several
   */
  static String only(HistoryStore store) {
    List<String> names = store.series().stream().map(SeriesSummary::name).toList();
    if (names.size() != 1) {
      throw new UsageException(
          "--series must say which, as the history has %s."
              .formatted(
                  names.isEmpty()
                      ? "none"
                      : names.stream().map(Printable::shown).collect(Collectors.joining(", "))));
    }
    return names.get(0);
  }
}
