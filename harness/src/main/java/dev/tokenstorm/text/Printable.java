package dev.tokenstorm.text;

import java.util.regex.Pattern;

/** Makes text from elsewhere harmless on a terminal and in one line. */
public final class Printable {
  private static final int LONGEST_QUOTE = 60;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9+/:=,_%.-]{0,59}[A-Za-z0-9%]");

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

  /** The text escaped and in quotation marks, cut when it is long. */
  public static String quoted(String text) {
    boolean cut = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
    String head = cut ? text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) : text;
    return '"' + escaped(head) + (cut ? "..." : "") + '"';
  }

  /** The text as it is when it reads well in a sentence, else {@link #quoted}. */
  public static String shown(String text) {
    return PLAIN.matcher(text).matches() ? text : quoted(text);
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
