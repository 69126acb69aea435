package dev.tokenstorm.text;

import java.util.regex.Pattern;

/** Makes text from elsewhere harmless on a terminal and in one line. */
public final class Printable {
  private static final int LONGEST_QUOTE = 60;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9+/:=,_%.-]{0,59}[A-Za-z0-9%]");

  /** A user and a password before a host. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)\\S*@");

  /** Where a word may go on with a value. */
  private static final Pattern VALUE = Pattern.compile("(?<=.)[=:@?\\s].*", Pattern.DOTALL);

  /**
   * No more characters are looked at of a text that is quoted. Beyond them the search for a user
   * would take the square of the text's length.
   */
  private static final int LONGEST_READ = 4_000;

  private Printable() {}

  /** Whether a text is free of what {@link #escaped} would change. */
  public static boolean isPrintable(String text) {
    return text.codePoints().noneMatch(Printable::unsafe);
  }

  /** The text with control, format and unpaired characters written as {@code \}{@code u001b}. */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (unsafe(point)) {
                escaped.append(String.format(point < 0x10000 ? "\\u%04x" : "\\U%08x", point));
              } else {
                escaped.appendCodePoint(point);
              }
            });
    return escaped.toString();
  }

  /** The text escaped, without credentials and in quotation marks, cut when it is long. */
  public static String quoted(String whole) {
    // What is cut off may have had the @ behind a password.
    String read = whole.length() > LONGEST_READ ? whole.substring(0, LONGEST_READ) + "@" : whole;
    String text = USER_INFO.matcher(read).replaceAll("…@");
    boolean cut = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
    String head = cut ? text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) : text;
    return '"' + escaped(head) + (cut ? "..." : "") + '"';
  }

  /** The text as it is when it reads well in a sentence, else {@link #quoted}. */
  public static String shown(String text) {
    return PLAIN.matcher(text).matches() ? text : quoted(text);
  }

  /**
   * A word that nothing is known about, as {@link #shown}, up to where it may go on with a value:
   * that may be a key or a password.
   */
  public static String named(String word) {
    return shown(VALUE.matcher(word).replaceFirst(""));
  }

  private static boolean unsafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
