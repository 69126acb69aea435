package dev.tokenstorm.settings;

import dev.tokenstorm.text.Notation;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of one group, in the order in which they are declared. It is filled while the class
 * that declares them is initialised, and not changed after that.
 */
public final class SettingTable {
  private final Setting.Group group;
  private final List<Setting<?>> settings = new ArrayList<>();

  public SettingTable(Setting.Group group) {
    this.group = group;
  }

  /** A setting that takes one value, and has no default yet. */
  public <T> SettingEntry<T> value(
      String name, String placeholder, Notation<T> notation, String description) {
    return entry(name, SettingForm.value(placeholder, notation), description, "none");
  }

  /**
   * A setting that takes any number of values.
   *
   * @param separator stands between them in a variable, as a regular expression
   */
  public <T> SettingEntry<T> list(
      String name, String placeholder, Notation<T> notation, String separator, String description) {
    return entry(name, SettingForm.list(placeholder, notation, separator), description, "none");
  }

  /** A setting that is off unless it is given. */
  public SettingEntry<Boolean> toggle(String name, String description) {
    return new SettingEntry<>(
        this, List.of(name), SettingForm.toggle(), description, SettingDefault.fixed("off", false));
  }

  private <T> SettingEntry<T> entry(
      String name, SettingForm<T> form, String description, String words) {
    return new SettingEntry<>(
        this, List.of(name), form, description, SettingDefault.inWords(words));
  }

  Setting.Group group() {
    return group;
  }

  <T> Setting<T> add(Setting<T> setting) {
    settings.add(setting);
    return setting;
  }

  /** Those declared so far. */
  List<Setting<?>> settings() {
    return List.copyOf(settings);
  }
}
