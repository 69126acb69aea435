package dev.tokenstorm.plan;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A few words, each for one value. */
final class WordNotation<T> implements Notation<T> {
  private final Map<String, T> values;

  private WordNotation(Map<String, T> values) {
    this.values = values;
  }

  /** The values of an enum, by their lower-case names. */
  static <E extends Enum<E>> Notation<E> of(Class<E> type) {
    Map<String, E> values = new LinkedHashMap<>();
    for (E value : type.getEnumConstants()) {
      values.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return new WordNotation<>(values);
  }

  /** Yes or no; {@code true} and {@code false} when printed. */
  static Notation<Boolean> truth() {
    Map<String, Boolean> values = new LinkedHashMap<>();
    values.put("true", true);
    values.put("false", false);
    values.put("1", true);
    values.put("0", false);
    return new WordNotation<>(values);
  }

  /** On or off. */
  static Notation<Boolean> onOff() {
    Map<String, Boolean> values = new LinkedHashMap<>();
    values.put("on", true);
    values.put("off", false);
    return new WordNotation<>(values);
  }

  @Override
  public T parse(String text) throws Misfit {
    T value = values.get(text);
    if (value == null) {
      throw new Misfit("must be " + String.join(" or ", values.keySet()));
    }
    return value;
  }

  @Override
  public String print(T value) {
    return values.entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
