package dev.tokenstorm.settings;

import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;

/** Names that the target interprets: a namespace, a task queue, a profile, an argument. */
final class NameNotation implements Notation<String> {
  private final int longest;

  /** Accepts names of up to {@code longest} characters. */
  NameNotation(int longest) {
    this.longest = longest;
  }

  @Override
  public String parse(String text) throws Misfit {
    if (text.isBlank()) {
      throw Misfit.plain("must not be empty");
    }
    if (text.length() > longest) {
      throw Misfit.plain("must have at most " + longest + " characters");
    }
    if (!Printable.isPrintable(text)) {
      throw Misfit.plain("must be text without control characters");
    }
    return text;
  }

  @Override
  public String print(String value) {
    return value;
  }
}
