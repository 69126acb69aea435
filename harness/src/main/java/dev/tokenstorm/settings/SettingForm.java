package dev.tokenstorm.settings;

import dev.tokenstorm.text.Notation;

/**
 * The form in which a setting is given.
 *
 * @param placeholder stands for the value in help texts; empty for a switch
 * @param separator stands between the values of a list in a variable, as a regular expression
 */
record SettingForm<T>(
    Setting.Shape shape, String placeholder, Notation<T> notation, String separator) {

  static <T> SettingForm<T> value(String placeholder, Notation<T> notation) {
    return new SettingForm<>(Setting.Shape.VALUE, placeholder, notation, "");
  }

  static <T> SettingForm<T> list(String placeholder, Notation<T> notation, String separator) {
    return new SettingForm<>(Setting.Shape.LIST, placeholder, notation, separator);
  }

  static SettingForm<Boolean> toggle() {
    return new SettingForm<>(Setting.Shape.SWITCH, "", WordNotation.truth(), "");
  }
}
