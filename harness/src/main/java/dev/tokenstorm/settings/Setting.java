package dev.tokenstorm.settings;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.text.Notation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that a user can set: a flag, the variable and the plan file's key of the same name, and
 * the one notation in which all three give it. It knows its default, and where a plan holds it. The
 * class that declares it puts its value into the plan. Immutable; two settings are equal only when
 * they are the same.
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {
  private final Group group;
  private final List<String> names;
  private final SettingForm<T> form;
  private final String description;
  private final SettingDefault<T> fallback;
  private final Function<RunPlan, List<T>> values;

  /** Where a setting stands in help texts and plan files. */
  public enum Group {
    /** Settings of a search over many runs, which are no part of a run's plan. */
    SEARCH("Search"),
    /** Settings of a comparison of many runs, which are no part of a run's plan. */
    COMPARISON("Comparison"),
    /** Settings of drills, which are no part of a run's plan. */
    DRILLS("Drills"),
    TARGET("Target"),
    LOAD("Load"),
    GREETING("Workload"),
    COMPLETION("External completer"),
    WORKER("Worker"),
    FAULTS("Faults"),
    /** Settings of one call of the program, which are flags alone. */
    PERMISSION("Permission"),
    CHECKS("Checks and randomness"),
    OUTPUT("Output"),
    /** Settings of a history of runs, which are no part of a plan. */
    HISTORY("History"),
    /** Settings of one call of the program, which are no part of a plan. */
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

  Setting(
      Group group,
      List<String> names,
      SettingForm<T> form,
      String description,
      SettingDefault<T> fallback,
      Function<RunPlan, List<T>> values) {
    this.group = group;
    this.names = List.copyOf(names);
    this.form = form;
    this.description = description;
    this.fallback = fallback;
    this.values = values;
  }

  public Group group() {
    return group;
  }

  public Shape shape() {
    return form.shape();
  }

  /** The key in plan files, such as {@code in-flight}. */
  public String name() {
    return names.get(0);
  }

  /** All names that are read, the one that is written first. */
  public List<String> names() {
    return names;
  }

  /** The flag, such as {@code --in-flight}. */
  public String flag() {
    return flag(name());
  }

  /** The flag of one of the setting's names. */
  public static String flag(String name) {
    return "--" + name;
  }

  /** The environment variable, such as {@code TOKENSTORM_IN_FLIGHT}. */
  public String variable() {
    return variable(name());
  }

  /** The environment variable of one of the setting's names. */
  static String variable(String name) {
    return SettingVariables.PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The message for who gave the setting by two of its names. */
  public static String twice(String one, String other) {
    return one + " and " + other + " are two names of one setting; give one.";
  }

  /** What stands for the value in help texts; empty for a switch. */
  public String placeholder() {
    return form.placeholder();
  }

  /** One or two lines for help texts. */
  public String description() {
    return description;
  }

  /** The default in words or in the notation, for help texts. */
  public String shownDefault() {
    return fallback.words();
  }

  /** Whether the setting is part of a plan, and so may stand in a plan file. */
  public boolean inPlan() {
    return switch (group) {
      case SEARCH, COMPARISON, DRILLS, PERMISSION, HISTORY, INVOCATION -> false;
      case TARGET, LOAD, GREETING, COMPLETION, WORKER, FAULTS, CHECKS, OUTPUT -> true;
    };
  }

  /** What stands between the values of a list in a variable, as a regular expression. */
  String separator() {
    return form.separator();
  }

  public Notation<T> notation() {
    return form.notation();
  }

  /** The value when the user gives none, as far as it follows from the settings. */
  Optional<T> defaultValue(Settings settings) {
    return fallback.rule().apply(settings);
  }

  /** The default in the notation, as far as it follows from the settings. */
  Optional<String> defaultText(Settings settings) {
    return defaultValue(settings).map(form.notation()::print);
  }

  /** A text as the notation writes its value; the text itself when it is no value. */
  String canonical(String text) {
    try {
      return form.notation().print(form.notation().parse(text));
    } catch (Notation.Misfit noValue) {
      return text;
    }
  }

  /** What a plan says about this setting, each value in its notation; empty for nothing. */
  List<String> texts(RunPlan plan) {
    return values.apply(plan).stream().map(form.notation()::print).toList();
  }

  @Override
  public String toString() {
    return flag();
  }
}
