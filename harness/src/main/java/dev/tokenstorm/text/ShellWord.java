package dev.tokenstorm.text;

import java.util.regex.Pattern;

/** Writes words into commands that a reader copies into a shell. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9+/:=,_%.@~-]+");

  private ShellWord() {}

  /** The word as it is when a shell takes it so, else in single quotation marks. */
  public static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
