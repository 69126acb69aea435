package dev.tokenstorm.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * The default of a setting.
 *
 * @param words for help texts
 * @param rule the value, as it follows from the other settings; empty where it follows from
 *     something else, such as the run's id
 */
record SettingDefault<T>(String words, Function<Settings, Optional<T>> rule) {

  /** No value, or one that does not follow from settings. */
  static <T> SettingDefault<T> inWords(String words) {
    return new SettingDefault<>(words, settings -> Optional.empty());
  }

  /** Always the same value. */
  static <T> SettingDefault<T> fixed(String words, T value) {
    return new SettingDefault<>(words, settings -> Optional.of(value));
  }
}
