package dev.tokenstorm.measurement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An enum whose constants have names of their own in files, metrics and documents. */
public interface Keyed {
  /** The constant's name in the code. */
  String name();

  /** Its name in files: the constant's in lower case, with hyphens. */
  default String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant of a name; empty when no constant has it. */
  static <T extends Enum<T> & Keyed> Optional<T> find(Class<T> type, String key) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.key().equals(key))
        .findFirst();
  }
}
