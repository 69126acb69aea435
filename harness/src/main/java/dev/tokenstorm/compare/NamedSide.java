package dev.tokenstorm.compare;

import java.util.List;

/**
 * A side as {@code --side} gives it.
 *
 * @param flags word by word
 */
record NamedSide(String name, List<String> flags) {
  NamedSide {
    flags = List.copyOf(flags);
  }
}
