package dev.tokenstorm.plan;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that a user can set: a flag, the variable and the plan file's key of the same name, and
 * the one notation in which all three give it. Immutable; two settings are equal only when they are
 * the same.
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {
  private final Group group;
  private final Shape shape;
  private final String name;
  private final String placeholder;
  private final Notation<T> notation;
  private final String description;
  private final Optional<String> fixedDefault;
  private final String shownDefault;
  private final String separator;

  /** Where a setting stands in help texts and plan files. */
  public enum Group {
    /** Of a search over many runs, and no part of any one's plan. */
    SEARCH("Search"),
    TARGET("Target"),
    LOAD("Load"),
    GREETING("Greeting workflow"),
    COMPLETION("External completer"),
    WORKER("Worker"),
    CHECKS("Checks and randomness"),
    OUTPUT("Output"),
    /** Of one call of the program, and no part of a plan. */
    INVOCATION("This call");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** Heading in help texts. */
    public String title() {
      return title;
    }
  }

  /** How often, and whether, a flag takes a value. */
  public enum Shape {
    /** One value. */
    VALUE,
    /** Any number of values. */
    LIST,
    /** On when the flag is there. */
    SWITCH
  }

  private Setting(
      Group group,
      Shape shape,
      String name,
      String placeholder,
      Notation<T> notation,
      String description,
      Optional<String> fixedDefault,
      String shownDefault,
      String separator) {
    this.group = group;
    this.shape = shape;
    this.name = name;
    this.placeholder = placeholder;
    this.notation = notation;
    this.description = description;
    this.fixedDefault = fixedDefault;
    this.shownDefault = shownDefault;
    this.separator = separator;
  }

  /** A setting without default that takes one value. */
  static <T> Setting<T> value(
      Group group, String name, String placeholder, Notation<T> notation, String description) {
    return new Setting<>(
        group, Shape.VALUE, name, placeholder, notation, description, Optional.empty(), "none", "");
  }

  /**
   * A setting that takes any number of values.
   *
   * @param separator stands between them in a variable, as a regular expression
   */
  static <T> Setting<T> list(
      Group group,
      String name,
      String placeholder,
      Notation<T> notation,
      String separator,
      String description) {
    return new Setting<>(
        group,
        Shape.LIST,
        name,
        placeholder,
        notation,
        description,
        Optional.empty(),
        "none",
        separator);
  }

  /** A setting that is off unless it is given. */
  static Setting<Boolean> toggle(Group group, String name, String description) {
    return new Setting<>(
        group,
        Shape.SWITCH,
        name,
        "",
        WordNotation.truth(),
        description,
        Optional.of("false"),
        "off",
        "");
  }

  /** The same setting with a default, written in its own notation. */
  Setting<T> or(String defaultValue) {
    return withDefault(Optional.of(defaultValue), defaultValue);
  }

  /** The same setting with a default that follows from other settings, in words. */
  Setting<T> orDerived(String words) {
    return withDefault(Optional.empty(), words);
  }

  private Setting<T> withDefault(Optional<String> fixed, String shown) {
    return new Setting<>(
        group, shape, name, placeholder, notation, description, fixed, shown, separator);
  }

  public Group group() {
    return group;
  }

  public Shape shape() {
    return shape;
  }

  /** The key in plan files, such as {@code in-flight}. */
  public String name() {
    return name;
  }

  /** The flag, such as {@code --in-flight}. */
  public String flag() {
    return "--" + name;
  }

  /** The environment variable, such as {@code TOKENSTORM_IN_FLIGHT}. */
  public String variable() {
    return SettingVariables.PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** What stands for the value in help texts; empty for a switch. */
  public String placeholder() {
    return placeholder;
  }

  /** One or two lines for help texts. */
  public String description() {
    return description;
  }

  /** The default in words or in the notation, for help texts. */
  public String shownDefault() {
    return shownDefault;
  }

  /** Whether the setting is part of a plan, and so may stand in a plan file. */
  public boolean inPlan() {
    return group != Group.INVOCATION && group != Group.SEARCH;
  }

  /** What stands between the values of a list in a variable, as a regular expression. */
  String separator() {
    return separator;
  }

  Notation<T> notation() {
    return notation;
  }

  Optional<String> fixedDefault() {
    return fixedDefault;
  }

  @Override
  public String toString() {
    return flag();
  }
}
