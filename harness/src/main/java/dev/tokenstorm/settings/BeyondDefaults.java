package dev.tokenstorm.settings;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.text.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Settings beyond their defaults. Two plans that mean the same have the same map, however their
 * values were written, and whether a default was given or not. A setting that a later version adds
 * changes no map as long as it has its default.
 */
public final class BeyondDefaults {
  private BeyondDefaults() {}

  /** Those of a whole plan. */
  public static SortedMap<String, String> of(RunPlan plan) {
    return of(plan, Setting::inPlan);
  }

  /** Those of a plan's settings that are looked at. */
  static SortedMap<String, String> of(RunPlan plan, Predicate<Setting<?>> counted) {
    Map<String, List<String>> texts = new TreeMap<>();
    for (Setting<?> setting : RunSettings.ALL) {
      List<String> values = setting.texts(plan);
      if (!values.isEmpty()) {
        texts.put(setting.name(), values);
      }
    }
    return of(texts, RunSettings.ALL, counted);
  }

  /**
   * The values that are not the default, each as its notation writes it.
   *
   * @param texts by the settings' names; an unknown one is kept as it is
   * @param table the settings that there are
   * @param counted which of them are looked at
   */
  public static SortedMap<String, String> of(
      Map<String, List<String>> texts, List<Setting<?>> table, Predicate<Setting<?>> counted) {
    Map<Setting<?>, GivenValue> given = new LinkedHashMap<>();
    SortedMap<String, String> beyond = new TreeMap<>();
    texts.forEach(
        (name, values) -> {
          Optional<Setting<?>> setting = named(name, table);
          if (values.isEmpty()) {
            // A document that somebody changed may name a setting and give it nothing.
            return;
          }
          if (setting.isPresent()) {
            given.put(setting.get(), new GivenValue(GivenValue.Source.PLAN_FILE, name, values));
          } else {
            beyond.put(name, String.join(", ", values));
          }
        });
    Settings all = Settings.of(List.of(given));
    given.forEach(
        (setting, value) -> {
          List<String> canonical = value.texts().stream().map(setting::canonical).toList();
          boolean isDefault =
              fallback(setting, all).map(List::of).filter(canonical::equals).isPresent();
          if (counted.test(setting) && !isDefault) {
            beyond.put(setting.name(), String.join(", ", canonical));
          }
        });
    return beyond;
  }

  private static Optional<Setting<?>> named(String name, List<Setting<?>> table) {
    return table.stream()
        .<Setting<?>>map(setting -> setting)
        .filter(setting -> setting.name().equals(name))
        .findFirst();
  }

  private static Optional<String> fallback(Setting<?> setting, Settings all) {
    try {
      return setting.defaultText(all.without(setting));
    } catch (UsageException otherwiseWrong) {
      // A default that follows from a value that this version does not know is none.
      return Optional.empty();
    }
  }
}
