package dev.tokenstorm.settings;

import dev.tokenstorm.text.Notation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A few words, each for one value, in upper or lower case. */
final class WordNotation<T> implements Notation<T> {
  /** Each word that is read; of those for one value the first is printed. */
  private final Map<String, T> values;

  /** How messages say what is read. */
  private final String choice;

  private WordNotation(Map<String, T> values, String choice) {
    this.values = values;
    this.choice = choice;
  }

  /** The values of an enum, by their lower-case names. */
  static <E extends Enum<E>> Notation<E> of(Class<E> type) {
    Map<String, E> values = new LinkedHashMap<>();
    for (E value : type.getEnumConstants()) {
      values.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return new WordNotation<>(values, String.join(" or ", values.keySet()));
  }

  /** Yes or no; {@code true} and {@code false} when printed. */
  static Notation<Boolean> truth() {
    return truth("true", "false");
  }

  /** On or off; so it is printed, too. */
  static Notation<Boolean> onOff() {
    return truth("on", "off");
  }

  /** Either way takes all words for yes and no: YAML and other tools have them all. */
  private static Notation<Boolean> truth(String yes, String no) {
    Map<String, Boolean> values = new LinkedHashMap<>();
    values.put(yes, true);
    values.put(no, false);
    List.of("true", "on", "yes", "1").forEach(word -> values.putIfAbsent(word, true));
    List.of("false", "off", "no", "0").forEach(word -> values.putIfAbsent(word, false));
    return new WordNotation<>(values, yes + " or " + no);
  }

  @Override
  public T parse(String text) throws Misfit {
    T value = values.get(text.toLowerCase(Locale.ROOT));
    if (value == null) {
      throw new Misfit("must be " + choice);
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
