package dev.tokenstorm.settings;

import dev.tokenstorm.text.Notation.Misfit;
import dev.tokenstorm.text.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings that a user gave, from all sources together: a flag goes before a variable, a
 * variable before the plan file. Values are read when they are asked for. Immutable.
 */
public final class Settings {
  private final Map<Setting<?>, GivenValue> given;

  private Settings(Map<Setting<?>, GivenValue> given) {
    this.given = Map.copyOf(given);
  }

  /** Merges what single sources gave, in any order. */
  public static Settings of(List<Map<Setting<?>, GivenValue>> sources) {
    Map<Setting<?>, GivenValue> merged = new LinkedHashMap<>();
    for (Map<Setting<?>, GivenValue> source : sources) {
      source.forEach(
          (setting, value) ->
              merged.merge(setting, value, (old, other) -> old.yieldsTo(other) ? other : old));
    }
    return new Settings(merged);
  }

  /** What the user gave for a setting. */
  public Optional<GivenValue> given(Setting<?> setting) {
    return Optional.ofNullable(given.get(setting));
  }

  /** Whether the user gave a setting, and by a flag. */
  public boolean givenByFlag(Setting<?> setting) {
    return given(setting).filter(value -> value.source() == GivenValue.Source.FLAG).isPresent();
  }

  /** Whether the user gave a setting, and by a flag of one side of a comparison. */
  public boolean givenBySideFlag(Setting<?> setting) {
    return given(setting)
        .filter(value -> value.source() == GivenValue.Source.SIDE_FLAG)
        .isPresent();
  }

  /** What the user gave, by the settings' names: the texts of each. */
  public Map<String, List<String>> texts() {
    Map<String, List<String>> texts = new TreeMap<>();
    given.forEach((setting, value) -> texts.put(setting.name(), value.texts()));
    return texts;
  }

  /** These settings, and one that goes before whatever was given for it. */
  public Settings with(Setting<?> setting, String text) {
    Map<Setting<?>, GivenValue> more = new LinkedHashMap<>(given);
    more.put(setting, new GivenValue(GivenValue.Source.FLAG, setting.flag(), List.of(text)));
    return new Settings(more);
  }

  /** These settings, and others where they say nothing. */
  public Settings over(Map<Setting<?>, GivenValue> others) {
    return of(List.of(others, given));
  }

  /** What was given by flags, and what has one of the names from anywhere. */
  public Settings flagsAnd(Set<String> names) {
    Map<Setting<?>, GivenValue> kept = new LinkedHashMap<>(given);
    kept.entrySet()
        .removeIf(
            entry ->
                entry.getValue().source() != GivenValue.Source.FLAG
                    && !names.contains(entry.getKey().name()));
    return new Settings(kept);
  }

  /** These settings, one of them forgotten. */
  public Settings without(Setting<?> setting) {
    Map<Setting<?>, GivenValue> rest = new LinkedHashMap<>(given);
    rest.remove(setting);
    return new Settings(rest);
  }

  /**
   * The value that the user gave.
   *
   * @throws UsageException when it is not a value of the setting
   */
  public <T> Optional<T> find(Setting<T> setting) {
    return given(setting).map(value -> read(setting, value.label(), value.texts().get(0)));
  }

  /**
   * The value that the user gave, or the setting's default as far as it follows from settings.
   *
   * @throws UsageException when it is not a value of the setting
   */
  public <T> Optional<T> value(Setting<T> setting) {
    return find(setting).or(() -> setting.defaultValue(this));
  }

  /**
   * The same, of a setting that always has one.
   *
   * @throws UsageException when it is not a value of the setting
   */
  public <T> T get(Setting<T> setting) {
    return value(setting).orElseThrow();
  }

  /**
   * The values that the user gave, in their order.
   *
   * @throws UsageException when one is not a value of the setting
   */
  public <T> List<T> all(Setting<T> setting) {
    List<T> values = new ArrayList<>();
    given(setting)
        .ifPresent(
            value -> value.texts().forEach(text -> values.add(read(setting, value.label(), text))));
    return values;
  }

  /** How to name a setting in a message: by the place that gave it, else by its flag. */
  public String label(Setting<?> setting) {
    return given(setting).map(GivenValue::label).orElse(setting.flag());
  }

  private static <T> T read(Setting<T> setting, String label, String text) {
    try {
      return setting.notation().parse(text);
    } catch (Misfit misfit) {
      throw new UsageException(misfit.sentence(label, text));
    }
  }
}
