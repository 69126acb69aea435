package dev.tokenstorm.settings;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.text.Notation.Misfit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A setting that is being declared: its default, and at last where a plan holds its value, which
 * adds it to its table. Immutable.
 */
public final class SettingEntry<T> {
  private final SettingTable table;
  private final List<String> names;
  private final SettingForm<T> form;
  private final String description;
  private final SettingDefault<T> fallback;

  SettingEntry(
      SettingTable table,
      List<String> names,
      SettingForm<T> form,
      String description,
      SettingDefault<T> fallback) {
    this.table = table;
    this.names = names;
    this.form = form;
    this.description = description;
    this.fallback = fallback;
  }

  /** A second name, which everything that reads settings takes as well. */
  SettingEntry<T> alsoNamed(String otherName) {
    return new SettingEntry<>(table, List.of(names.get(0), otherName), form, description, fallback);
  }

  /** The default, written in the setting's own notation. */
  public SettingEntry<T> or(String text) {
    try {
      return or(SettingDefault.fixed(text, form.notation().parse(text)));
    } catch (Misfit misfit) {
      throw new IllegalArgumentException(
          misfit.sentence("the default of " + names.get(0), text), misfit);
    }
  }

  /** A default that follows from other settings. */
  SettingEntry<T> orDerived(String words, Function<Settings, T> rule) {
    return orAny(words, settings -> Optional.of(rule.apply(settings)));
  }

  /** A default that follows from other settings, and that only some of them have. */
  SettingEntry<T> orAny(String words, Function<Settings, Optional<T>> rule) {
    return or(new SettingDefault<>(words, rule));
  }

  /** A default that does not follow from settings. */
  public SettingEntry<T> orInWords(String words) {
    return or(SettingDefault.inWords(words));
  }

  private SettingEntry<T> or(SettingDefault<T> other) {
    return new SettingEntry<>(table, names, form, description, other);
  }

  /** The setting, whose value every plan has. */
  Setting<T> from(Function<RunPlan, T> value) {
    return fromAll(plan -> List.of(value.apply(plan)));
  }

  /** The setting, whose value some plans have. */
  Setting<T> fromAny(Function<RunPlan, Optional<T>> value) {
    return fromAll(plan -> value.apply(plan).stream().toList());
  }

  /** The setting, of which a plan has any number of values. */
  Setting<T> fromAll(Function<RunPlan, List<T>> values) {
    return table.add(new Setting<>(table.group(), names, form, description, fallback, values));
  }

  /** The setting, which a written plan leaves out. */
  public Setting<T> unwritten() {
    return fromAll(plan -> List.of());
  }
}
