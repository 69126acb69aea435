package dev.tokenstorm.drill;

import dev.tokenstorm.fault.FaultKind;
import dev.tokenstorm.settings.CompletionCalls;
import dev.tokenstorm.settings.CompletionSettings;
import dev.tokenstorm.settings.FaultSettings;
import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.settings.TargetSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A drill: a short run with a fault, and what has to come of it. Immutable.
 *
 * @param name of the drill, by which {@code --only} and the results call it
 * @param purpose what goes wrong in it, in a few words
 * @param need what it needs of its target
 * @param expectation what has to come of it
 * @param settings in which its run differs from those of other drills
 */
public record Drill(
    String name,
    String purpose,
    DrillNeed need,
    DrillExpectation expectation,
    Map<Setting<?>, GivenValue> settings) {
  /** Settings that give a run a load in another way than a rate and a length do. */
  private static final List<Setting<?>> OTHER_LOADS =
      List.of(
          LoadSettings.WORKFLOWS, LoadSettings.STAGES, LoadSettings.BURST, CompletionSettings.PARK);

  /** Stands for the length of a run that has none of its own. */
  private static final Duration LENGTH_OR_ELSE = Duration.ofMinutes(1);

  /** Time for a dev server's start, for the drain and for the results. */
  private static final Duration AROUND = Duration.ofSeconds(10);

  public Drill {
    settings = Map.copyOf(settings);
  }

  /** Returns about how long it takes, with its target's start and its drain. */
  public Duration expectedLength() {
    Settings own = Settings.of(List.of(settings, defaults()));
    return own.find(LoadSettings.DURATION)
        .map(own.find(LoadSettings.WARMUP).orElse(Duration.ZERO)::plus)
        .orElse(LENGTH_OR_ELSE)
        .plus(AROUND);
  }

  /**
   * Returns the settings of its run. What a flag or a variable gives goes before what the drill has
   * for itself, and that before what all drills have.
   *
   * @param common what the user gave for all drills
   */
  Settings over(Settings common) {
    Settings fitting = withItsCommands(common);
    Settings specific = fitting.over(withArgumentsOf(fitting));
    Map<Setting<?>, GivenValue> rest = defaults();
    DrillRate.raise(rest, specific);
    rest.keySet().removeIf(setting -> specific.given(setting).isPresent());
    return withCallsThatAreMade(specific.over(rest));
  }

  /** A fault of a completer's call means that call by whichever name completers make it. */
  private static Settings withCallsThatAreMade(Settings all) {
    return all.given(FaultSettings.FAULT)
        .map(
            faults ->
                new GivenValue(
                    faults.source(),
                    faults.label(),
                    faults.texts().stream()
                        .map(
                            text ->
                                CompletionCalls.fitted(
                                    text, all.get(CompletionSettings.COMPLETE_BY)))
                        .toList()))
        .map(fitted -> all.without(FaultSettings.FAULT).over(Map.of(FaultSettings.FAULT, fitted)))
        .orElse(all);
  }

  /**
   * Whether a fault of it names a command.
   *
   * @param command as {@code --exec} gives it: {@code NAME=FILE}
   */
  boolean names(String command) {
    return Settings.of(List.of(settings)).all(FaultSettings.FAULT).stream()
        .anyMatch(
            fault ->
                fault.kind() instanceof FaultKind.Exec exec
                    && command.startsWith(exec.command() + "="));
  }

  /** A command is for the drills whose faults name it, and is nothing to others. */
  private Settings withItsCommands(Settings common) {
    Optional<GivenValue> given = common.given(FaultSettings.EXEC);
    if (given.isEmpty()) {
      return common;
    }
    Settings without = common.without(FaultSettings.EXEC);
    List<String> its = given.get().texts().stream().filter(this::names).toList();
    return its.isEmpty()
        ? without
        : without.over(
            Map.of(
                FaultSettings.EXEC,
                new GivenValue(given.get().source(), given.get().label(), its)));
  }

  private Map<Setting<?>, GivenValue> defaults() {
    Map<Setting<?>, GivenValue> rest = new LinkedHashMap<>(DrillCatalog.DEFAULTS);
    if (OTHER_LOADS.stream().anyMatch(settings::containsKey)) {
      rest.remove(LoadSettings.RATE);
      rest.remove(LoadSettings.DURATION);
    }
    return rest;
  }

  /** A dev server gets the user's arguments, and then those of the drill. */
  private Map<Setting<?>, GivenValue> withArgumentsOf(Settings common) {
    Map<Setting<?>, GivenValue> own = new LinkedHashMap<>(settings);
    Optional<GivenValue> users = common.given(TargetSettings.DEV_SERVER_ARG);
    users.ifPresent(
        given ->
            own.computeIfPresent(
                TargetSettings.DEV_SERVER_ARG,
                (setting, drills) -> {
                  List<String> both = new ArrayList<>(given.texts());
                  both.addAll(drills.texts());
                  return new GivenValue(given.source(), given.label(), both);
                }));
    return own;
  }
}
