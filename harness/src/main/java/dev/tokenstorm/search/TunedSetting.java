package dev.tokenstorm.search;

import dev.tokenstorm.settings.Setting;

/**
 * The settings that a search can vary.
 *
 * @param setting one whose values are whole numbers
 */
public record TunedSetting(Setting<?> setting, IntRange range) {

  /** The setting's name, such as {@code worker-slots}. */
  public String name() {
    return setting.name();
  }

  /** As a user gives it, such as {@code worker-slots=1..64}. */
  @Override
  public String toString() {
    return name() + "=" + range;
  }
}
