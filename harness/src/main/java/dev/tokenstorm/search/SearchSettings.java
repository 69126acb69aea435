package dev.tokenstorm.search;

import dev.tokenstorm.settings.CompletionSettings;
import dev.tokenstorm.settings.FaultSettings;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.PathNotation;
import dev.tokenstorm.settings.PermissionSettings;
import dev.tokenstorm.settings.RunSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.settings.SettingTable;
import dev.tokenstorm.text.DurationNotation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of searches over many runs, beside those of the runs. They are flags only: a
 * variable or a plan file is of a run.
 */
public final class SearchSettings {
  private static final SettingTable TABLE = new SettingTable(Group.SEARCH);
  private static final Duration SHORTEST_BUDGET = Duration.ofSeconds(10);
  private static final Duration DAY = Duration.ofDays(1);

  /** What {@code tune} varies unless it is told otherwise. */
  static final TunedSetting COMPLETERS_OR_ELSE =
      new TunedSetting(CompletionSettings.COMPLETERS, new IntRange(1, 512));

  public static final Setting<IntRange> COMPLETERS =
      TABLE
          .value(
              "completers",
              "FROM..TO",
              new IntRangeNotation(CompletionSettings.COMPLETERS.notation()),
              "The concurrency of the completer pool to look for, and between what; with --tune,"
                  + " one number that does not change")
          .or(COMPLETERS_OR_ELSE.range().toString())
          .unwritten();

  public static final Setting<TunedSetting> TUNE =
      TABLE
          .value(
              "tune",
              "FLAG=FROM..TO",
              new TunedSettingNotation(),
              "Vary another flag in place of --completers: " + TunedSettingNotation.names())
          .unwritten();

  public static final Setting<Duration> BUDGET =
      TABLE
          .value(
              "budget",
              "D",
              DurationNotation.between(SHORTEST_BUDGET, DAY),
              "How long the search may take; it ends sooner when its answer is narrow enough")
          .or("10m")
          .unwritten();

  public static final Setting<Duration> CONFIRM =
      TABLE
          .value(
              "confirm",
              "D",
              DurationNotation.between(Duration.ofSeconds(1), DAY),
              "How long the rate that was found has to hold at the end")
          .or("2m")
          .unwritten();

  public static final Setting<Path> RESUME =
      TABLE
          .value(
              "resume",
              "DIR",
              new PathNotation(),
              "Go on with the search whose results are there; its flags need not be given again,"
                  + " and must not differ")
          .unwritten();

  public static final Setting<Boolean> FORCE =
      TABLE
          .toggle("force", "Search on the embedded target, though its rate falls with age")
          .unwritten();

  /**
   * What starts workflows otherwise than a search does, what breaks a run on purpose, and what
   * comes after a run.
   */
  public static final List<Setting<?>> CAPACITY_REFUSES =
      List.of(
          FaultSettings.FAULT,
          FaultSettings.EXEC,
          PermissionSettings.ALLOW_EXEC,
          LoadSettings.WORKFLOWS,
          LoadSettings.RATE,
          LoadSettings.STAGES,
          LoadSettings.BURST,
          CompletionSettings.PARK,
          OutputSettings.LINGER,
          OutputSettings.PUSH,
          OutputSettings.REPORT);

  /** The same, and what is of an open loop alone. */
  public static final List<Setting<?>> TUNE_REFUSES =
      List.of(
          FaultSettings.FAULT,
          FaultSettings.EXEC,
          PermissionSettings.ALLOW_EXEC,
          LoadSettings.WORKFLOWS,
          LoadSettings.RATE,
          LoadSettings.STAGES,
          LoadSettings.ARRIVALS,
          LoadSettings.BURST,
          CompletionSettings.PARK,
          OutputSettings.LINGER,
          OutputSettings.PUSH,
          OutputSettings.REPORT);

  /** Those of {@code tune}, with the runs' settings that it leaves to the user. */
  public static final List<Setting<?>> TUNE_ALL =
      with(List.of(COMPLETERS, TUNE, BUDGET, RESUME, FORCE));

  /** Those of {@code capacity}, with the runs' settings that it leaves to the user. */
  public static final List<Setting<?>> CAPACITY_ALL = with(List.of(BUDGET, CONFIRM, RESUME, FORCE));

  private SearchSettings() {}

  private static List<Setting<?>> with(List<Setting<?>> search) {
    List<Setting<?>> all = new ArrayList<>(search);
    List<String> taken = search.stream().map(Setting::name).toList();
    RunSettings.ALL.stream().filter(setting -> !taken.contains(setting.name())).forEach(all::add);
    return List.copyOf(all);
  }
}
